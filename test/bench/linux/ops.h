/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef OPS_H
#define OPS_H

/* How many times an operation's calls are measured */
#define BATCHES 12

/* An operation. Its functions return 0, or -1 and set errno. */
struct op {
	const char *name;
	unsigned int rounds;	   /* calls in a batch */
	int (*prepare)(void);	   /* once; may be NULL */
	int (*before_batch)(void); /* not measured; may be NULL */
	int (*once)(void);	   /* what is measured */
	void (*finish)(void);	   /* undoes prepare(); may be NULL */
};

/* Ends with an empty one */
extern const struct op ops[];

/* Prints a line of two fields. */
void say(const char *name, const char *text);

#endif
