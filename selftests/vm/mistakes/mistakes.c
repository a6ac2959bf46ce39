// SPDX-License-Identifier: GPL-2.0-only
/*
 * insmod mistakes.ko make=NAME: make a mistake that the debug kernel must find,
 * so that a run of the tests that finds none says something.
 */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/timer.h>

static void leak(void)
{
	void *volatile lost = kmalloc(100, GFP_KERNEL);

	lost = NULL;
}

static void use_after_free(void)
{
	volatile char *bytes = kzalloc(100, GFP_KERNEL);

	if (!bytes)
		return;
	kfree((void *)bytes);
	pr_info("%d\n", bytes[10]);
}

static void shift_too_far(void)
{
	volatile int bits = 40;

	pr_info("%d\n", 1 << bits);
}

static void add_to_list_twice(void)
{
	static LIST_HEAD(list);
	static LIST_HEAD(entry);

	list_add(&entry, &list);
	list_add(&entry, &list);
}

static void expired(struct timer_list *unused)
{
}

static void free_live_object(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, expired, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}

static void lock_in_both_orders(void)
{
	static DEFINE_MUTEX(one);
	static DEFINE_MUTEX(other);

	mutex_lock(&one);
	mutex_lock(&other);
	mutex_unlock(&other);
	mutex_unlock(&one);
	mutex_lock(&other);
	mutex_lock(&one);
	mutex_unlock(&one);
	mutex_unlock(&other);
}

static void sleep_in_atomic(void)
{
	preempt_disable();
	might_sleep();
	preempt_enable();
}

static void read_rcu_unlocked(void)
{
	static int __rcu *pointer;

	pr_info("%p\n", rcu_dereference(pointer));
}

static const struct {
	const char *name;
	void (*make)(void);
} mistakes[] = {
	{ "leak", leak },
	{ "use_after_free", use_after_free },
	{ "shift_too_far", shift_too_far },
	{ "add_to_list_twice", add_to_list_twice },
	{ "free_live_object", free_live_object },
	{ "lock_in_both_orders", lock_in_both_orders },
	{ "sleep_in_atomic", sleep_in_atomic },
	{ "read_rcu_unlocked", read_rcu_unlocked },
};

static char *make;
module_param(make, charp, 0);
MODULE_PARM_DESC(make, "name of the mistake");

static int __init mistakes_init(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (make && !strcmp(make, mistakes[i].name)) {
			mistakes[i].make();
			return 0;
		}
	}
	return -EINVAL;
}

static void __exit mistakes_exit(void)
{
}

module_init(mistakes_init);
module_exit(mistakes_exit);
MODULE_DESCRIPTION("Mistakes for a debug kernel to find");
MODULE_LICENSE("GPL");
