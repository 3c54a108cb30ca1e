/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef APPTLS_VARIABLES_H
#define APPTLS_VARIABLES_H

/* The variables' first and last byte, and whether their values and their
 * alignment are right.
 */
struct bytes {
	const char *first;
	const char *last;
	int right;
};

struct bytes variables(void);

#endif /* APPTLS_VARIABLES_H */
