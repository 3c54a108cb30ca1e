/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __VDSO_PRIV_H__
#define __VDSO_PRIV_H__

#include <stdint.h>
#include "page.h"

/* image.S, made by support/scripts/mkvdso.py: whole pages */
extern const char vdso_image[], vdso_image_end[];
/* The offset of __kernel_rt_sigreturn in it, 0 if there is none */
extern const uint64_t vdso_sigreturn;

/* page.c: the page, kept up to date from the first call on. */
const struct vdso_page *vdso_page_get(void);

#endif /* __VDSO_PRIV_H__ */
