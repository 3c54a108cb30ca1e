/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef OUT_ONE_H
#define OUT_ONE_H

int outlib_one(void);

#endif
