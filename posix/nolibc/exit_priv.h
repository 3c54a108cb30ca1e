/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Functions that compilers call. */
#ifndef NOLIBC_EXIT_PRIV_H
#define NOLIBC_EXIT_PRIV_H

int __cxa_atexit(void (*func)(void *), void *arg, void *dso);

#endif /* NOLIBC_EXIT_PRIV_H */
