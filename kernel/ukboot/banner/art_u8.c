/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* UTF-8: full block 2588, upper half 2580, lower half 2584 */
#include "banner_priv.h"

const char banner_art[] =
	"             \u2588\u2580\u2580 \u2588\u2580\u2580\u2584 \u2580\u2588\u2580\n"
	"             \u2588\u2580\u2580 \u2588\u2584\u2584\u2580  \u2588\n"
	"             \u2588\u2584\u2584 \u2588    \u2584\u2588\u2584\n";
