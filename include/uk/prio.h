/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Priorities in the tables that the linker sorts (constructors, init
 * functions, event handlers, ...): one digit, 0 runs first.
 */
#ifndef __UK_PRIO_H__
#define __UK_PRIO_H__

#define UK_PRIO_EARLIEST 0
#define UK_PRIO_LATEST	 9

/* One step later than x, a literal digit or a macro that is one. */
#define __UK_PRIO_AFTER_0  1
#define __UK_PRIO_AFTER_1  2
#define __UK_PRIO_AFTER_2  3
#define __UK_PRIO_AFTER_3  4
#define __UK_PRIO_AFTER_4  5
#define __UK_PRIO_AFTER_5  6
#define __UK_PRIO_AFTER_6  7
#define __UK_PRIO_AFTER_7  8
#define __UK_PRIO_AFTER_8  9
#define __UK_PRIO_AFTER_9  priority_cannot_be_later_than_9
#define __UK_PRIO_AFTER(x) __UK_PRIO_AFTER_##x
#define UK_PRIO_AFTER(x)   __UK_PRIO_AFTER(x)

#endif /* __UK_PRIO_H__ */
