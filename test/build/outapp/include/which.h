/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* outlib2 has a header of this name too: the application's own is found */
#define WHICH "own"
