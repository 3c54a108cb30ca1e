/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef OUT_TWO_H
#define OUT_TWO_H

int outlib_two(void);

#endif
