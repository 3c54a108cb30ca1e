/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* No colours */
#include "banner_priv.h"

const char banner_color_intro[] = "";
const char banner_color_art[] = "";
const char banner_color_name[] = "";
const char banner_color_end[] = "";
