/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calls the application, and has what a C library would */
int main(int argc, char *argv[]);
void outplat_entry(void);
int printf(const char *format, ...);
int puts(const char *text);

int printf(const char *format, ...)
{
	return format[0];
}

int puts(const char *text)
{
	return text[0];
}

void outplat_entry(void)
{
	static char *argv[] = {0};

	for (;;)
		main(0, argv);
}
