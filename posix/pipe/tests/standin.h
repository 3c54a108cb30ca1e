/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __STANDIN_H__
#define __STANDIN_H__

struct uk_alloc;

/* What files are allocated from */
extern struct uk_alloc *standin_alloc;

#endif /* __STANDIN_H__ */
