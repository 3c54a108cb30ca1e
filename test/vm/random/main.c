/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Says what getrandom() gives, for test_random.py. */

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <uk/swrand.h>

static int say_errno(const char *what, ssize_t rc)
{
	return printf("%s: %d\n", what, rc < 0 ? errno : 0);
}

int main(void)
{
	unsigned char buf[16];
	unsigned int i;

	say_errno("nonblock", getrandom(buf, sizeof(buf), GRND_NONBLOCK));
	say_errno("insecure",
		  getrandom(buf, sizeof(buf), GRND_NONBLOCK | GRND_INSECURE));
	say_errno("unknown", getrandom(buf, sizeof(buf), 0x80));
	say_errno("both",
		  getrandom(buf, sizeof(buf), GRND_RANDOM | GRND_INSECURE));
	if (getrandom(buf, sizeof(buf), 0) != sizeof(buf))
		return 1;
	printf("bytes: ");
	for (i = 0; i < sizeof(buf); i++)
		printf("%02x", buf[i]);
	printf("\nseeded: %d\n", uk_swrand_is_seeded());
	return 0;
}
