# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""python3 -m epi."""

import sys

from epi.cli import main

sys.exit(main())
