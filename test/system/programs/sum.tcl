# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
set s 0
foreach x {1 2 3} { incr s $x }
puts "sum $s"
