// SPDX-License-Identifier: GPL-2.0-only
/*
 * 7.0: struct unix_skb_parms moved to net/unix/af_unix.h
 * WAYS: 2
 */
#include <linux/skbuff.h>
#include <net/af_unix.h>

#if PROBE == 0
void *probe(struct sk_buff *skb);
void *probe(struct sk_buff *skb)
{
	return UNIXCB(skb).fp;
}
#else
/* Would be a different type if the header declared it. */
int unix_peer_get(void);
#ifdef UNIXCB
#error public
#endif
#endif
