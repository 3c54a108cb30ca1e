/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* US-ASCII */
#include "banner_priv.h"

const char banner_art[] = "              ___ ___ ___ \n"
			  "             | __| _ \\_ _|\n"
			  "             | _||  _/| | \n"
			  "             |___|_| |___|\n";
