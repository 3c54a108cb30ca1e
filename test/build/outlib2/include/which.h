/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The application has a header of this name, which it finds first */
#define WHICH "library"
