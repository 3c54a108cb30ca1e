/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <string.h>
#include <uk/test.h>
#include "../logring.h"

/* Reads everything a reader at *pos still finds; returns the length. */
static size_t drain(const struct logring *ring, uint64_t *pos, char *out)
{
	const char *text;
	size_t len, total = 0;

	while ((len = logring_peek(ring, pos, &text))) {
		memcpy(out + total, text, len);
		total += len;
		*pos += len;
	}
	out[total] = '\0';
	return total;
}

UK_TESTCASE(ukconsole, test_logring_reads_what_was_written)
{
	char buf[8], out[9];
	struct logring ring = {.buf = buf, .size = sizeof(buf)};
	uint64_t pos = 0;

	UK_TEST_EXPECT_ZERO(drain(&ring, &pos, out));
	logring_write(&ring, "abc", 3);
	UK_TEST_EXPECT_SNUM_EQ(drain(&ring, &pos, out), 3);
	UK_TEST_EXPECT_ZERO(strcmp(out, "abc"));
	UK_TEST_EXPECT_ZERO(drain(&ring, &pos, out));
}

UK_TESTCASE(ukconsole, test_logring_wraps_in_two_pieces)
{
	char buf[8], out[9];
	struct logring ring = {.buf = buf, .size = sizeof(buf)};
	const char *text;
	uint64_t pos = 0;

	logring_write(&ring, "abcdef", 6);
	pos = 6;
	logring_write(&ring, "ghijk", 5);
	UK_TEST_EXPECT_SNUM_EQ(logring_peek(&ring, &pos, &text), 2);
	UK_TEST_EXPECT_SNUM_EQ(drain(&ring, &pos, out), 5);
	UK_TEST_EXPECT_ZERO(strcmp(out, "ghijk"));
}

UK_TESTCASE(ukconsole, test_logring_late_reader_gets_the_last_bytes)
{
	char buf[8], out[9];
	struct logring ring = {.buf = buf, .size = sizeof(buf)};
	uint64_t pos = 0;

	logring_write(&ring, "0123456789abcdefghij", 20);
	UK_TEST_EXPECT_SNUM_EQ(drain(&ring, &pos, out), 8);
	UK_TEST_EXPECT_ZERO(strcmp(out, "cdefghij"));
	UK_TEST_EXPECT_SNUM_EQ(pos, 20);
}

uk_testsuite_register(ukconsole, NULL);
