/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* All of a C library that outapp needs; entry.c has it */
int printf(const char *format, ...);
int puts(const char *text);
