/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Both libraries define this symbol; neither exports it */
int private_helper(void);

int private_helper(void)
{
	return 1;
}
