dnl SPDX-License-Identifier: BSD-3-Clause
dnl SPDX-FileCopyrightText: The Epimetheus Authors
define(`twice', `$1 $1')dnl
twice(X) eval(X * 2)
