/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A banner is a drawing (art_*.c) in a colouring (color_*.c), then the name
 * and the version, right-aligned.
 */
#ifndef __UKBOOT_BANNER_PRIV_H__
#define __UKBOOT_BANNER_PRIV_H__

#define BANNER_COLUMNS 39

extern const char banner_art[];		/* lines, each with its newline */
extern const char banner_color_intro[]; /* for "Powered by" */
extern const char banner_color_art[];
extern const char banner_color_name[];
extern const char banner_color_end[];

#endif /* __UKBOOT_BANNER_PRIV_H__ */
