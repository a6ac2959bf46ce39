// SPDX-License-Identifier: GPL-2.0-only
/*
 * An object's id is the SipHash of its address under a key that is drawn at
 * load and never leaves this file: equal exactly when the objects are the same,
 * and of no use for finding them in memory. addresses=1 trades that for use
 * beside a debugger.
 */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/random.h>
#include <linux/siphash.h>

#include "ident.h"

static siphash_key_t fdmap_ident_key __ro_after_init;

static bool addresses __ro_after_init;
module_param(addresses, bool, 0400);
MODULE_PARM_DESC(addresses,
		 "print kernel addresses instead of keyed ids (default: no)");

/**
 * fdmap_ident_init() - draw the key of this load
 *
 * Context: module init; may sleep until the random pool is ready.
 */
void __init fdmap_ident_init(void)
{
	get_random_bytes(&fdmap_ident_key, sizeof(fdmap_ident_key));
}

/**
 * fdmap_ident_of() - id of a kernel object
 * @object:	its address; it is not looked into
 *
 * Return: the id; with addresses=1 the address itself.
 * Context: any.
 */
u64 fdmap_ident_of(const void *object)
{
	u64 address = (uintptr_t)object;

	return addresses ? address : siphash_1u64(address, &fdmap_ident_key);
}

/**
 * fdmap_ident_is_address() - whether ids are addresses in this load
 *
 * Context: any.
 */
bool fdmap_ident_is_address(void)
{
	return addresses;
}
