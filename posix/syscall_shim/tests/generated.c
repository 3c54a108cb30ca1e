/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* On the build machine: what the build makes. */
#include "shim/formats.c"
#include "shim/table.c"
