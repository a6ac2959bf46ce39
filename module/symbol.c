// SPDX-License-Identifier: GPL-2.0-only
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "symbol.h"

/*
 * sprint_symbol() writes "symbol+0x0/0x100" or "symbol+0x0/0x100 [module]", and
 * for an address that it does not know the address itself, which must not get
 * out.
 */

/* Where "+offset/size" begins. A symbol's own name holds no '+'. */
static char *fdmap_symbol_tail(char *text)
{
	return strchr(text, '+');
}

/* Past what is to be dropped: "+0x0/size", or "/size" of a real offset. */
static char *fdmap_symbol_cut(char *tail)
{
	if (!strncmp(tail, "+0x0/", 5))
		return tail;
	return strchr(tail, '/');
}

/**
 * fdmap_symbol_name() - name of the symbol at an address
 * @buffer:	FDMAP_SYMBOL_SIZE bytes to work in
 * @address:	address of kernel data; it is not looked into
 *
 * Data that a module allocated has no symbol. If the module went away
 * meanwhile, it has none any more.
 *
 * Return: "symbol", "symbol[module]" or "symbol+0xoffset", in @buffer; NULL if
 * the kernel knows no symbol for the address.
 * Context: any; kallsyms disables preemption for a look-up in modules.
 */
const char *fdmap_symbol_name(char *buffer, const void *address)
{
	char *cut, *module;

	rcu_read_lock();	/* keeps the name of a module that is going */
	sprint_symbol(buffer, (unsigned long)address);
	rcu_read_unlock();
	cut = fdmap_symbol_tail(buffer);
	if (isdigit(buffer[0]) || !cut)
		return NULL;
	cut = fdmap_symbol_cut(cut);
	if (!cut)
		return NULL;
	module = strchr(cut, '[');
	if (module)
		memmove(cut, module, strlen(module) + 1);
	else
		*cut = '\0';
	return buffer;
}
