/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Colours of the terminal on its own background */
#include <uk/plat/console.h>
#include "banner_priv.h"

const char banner_color_intro[] = UK_ANSI_MOD_BOLD;
const char banner_color_art[] = UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_YELLOW);
const char banner_color_name[] = UK_ANSI_MOD_RESET;
const char banner_color_end[] = UK_ANSI_MOD_RESET;
