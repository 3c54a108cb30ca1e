/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* All vector registers, by value. vector_<architecture>.c implements it. */
#ifndef __UKSCHEDPREEMPT_TESTS_VECTOR_H__
#define __UKSCHEDPREEMPT_TESTS_VECTOR_H__

/* Register i gets value + i in all its lanes. */
void vector_fill(unsigned long value);
/* Is that still so? */
int vector_holds(unsigned long value);
/* Is it so each time of count? */
int vector_stays(unsigned long value, unsigned long count);
/* Are they all zero? */
int vector_is_clear(void);

#endif /* __UKSCHEDPREEMPT_TESTS_VECTOR_H__ */
