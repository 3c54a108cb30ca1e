/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A load beyond the end of a file, with no handler: 128 + SIGBUS. */
#include "check.h"
#include "probe.h"

int main(void)
{
	int fd = file_of(1);
	char *at = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0);

	text("load", "beyond the end of a file");
	value("it went on", *(volatile char *)(at + 4096));
	return 0;
}
