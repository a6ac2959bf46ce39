/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Labels: F1, F2 and so on for open files, I1, I2 for inodes. An object keeps
 * its label over all models that are made with the same labels.
 */
#ifndef FDMAP_LABELS_H
#define FDMAP_LABELS_H

#include "base/idmap.h"

/**
 * struct label_set - the labels of one kind of objects; all zero at first
 * @numbers: by the objects' ids
 * @last: the number that was given last
 */
struct label_set {
	struct idmap numbers;
	size_t last;
};

/** struct labels - all labels */
struct labels {
	struct label_set files;
	struct label_set inodes;
};

/** labels_keep() - the number that an object has, or a new one */
size_t labels_keep(struct label_set *set, uint64_t id);

/** labels_renew() - a new number, as the id is now another object's */
size_t labels_renew(struct label_set *set, uint64_t id);

void labels_free(struct labels *labels);

#endif
