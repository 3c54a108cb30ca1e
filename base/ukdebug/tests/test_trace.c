/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Only on the build machine: the final image has no descriptions to look at.
 */

#define UK_DEBUG_TRACE
#include <string.h>
#include <uk/test.h>
#include <uk/trace.h>

UK_TRACEPOINT(trace_nothing, "nothing");
UK_TRACEPOINT(trace_mixed, "a=%d b=%s c=%lx", int, const char *, unsigned long);
UK_TRACEPOINT(trace_seven, "%d %d %d %d %d %d %d", char, short, int, long, char,
	      short, int);

static struct uk_tracepoint_header header_at(const char *at)
{
	struct uk_tracepoint_header header;

	memcpy(&header, at, sizeof(header));
	return header;
}

UK_TESTCASE(ukdebug_trace, test_records)
{
	const char *at = uk_trace_buffer_writep;
	const struct uk_tracepoint_reg *reg;
	struct uk_tracepoint_header header;

	trace_nothing();
	header = header_at(at);
	reg = header.cookie;
	UK_TEST_EXPECT_SNUM_EQ(header.magic, UK_TP_HEADER_MAGIC);
	UK_TEST_EXPECT_ZERO(header.size);
	UK_TEST_EXPECT_SNUM_EQ(reg->magic, UK_TP_DEF_MAGIC);
	UK_TEST_EXPECT_ZERO(strcmp(reg->name, "trace_nothing"));

	at += sizeof(header);
	trace_mixed(-2, "hello", 0x123456789abcdef);
	header = header_at(at);
	reg = header.cookie;
	UK_TEST_EXPECT_SNUM_EQ(header.size, 18);
	UK_TEST_EXPECT_BYTES_EQ(at + sizeof(header),
				"\xfe\xff\xff\xff\x05hello"
				"\xef\xcd\xab\x89\x67\x45\x23\x01",
				18);
	UK_TEST_EXPECT_SNUM_EQ(reg->nr_args, 3);
	UK_TEST_EXPECT_SNUM_EQ(reg->types[1], __UK_TRACE_ARG_STRING);
	UK_TEST_EXPECT_SNUM_EQ(reg->sizes[2], 8);

	at += sizeof(header) + header.size;
	trace_seven(1, 2, 3, 4, 5, 6, 7);
	UK_TEST_EXPECT_SNUM_EQ(header_at(at).size, 22);
	UK_TEST_EXPECT_PTR_EQ(uk_trace_buffer_writep, at + sizeof(header) + 22);
}

/* The trace ends with the last record that fits, and no more is written. */
UK_TESTCASE(ukdebug_trace, test_the_buffer_fills_up)
{
	const char *at;
	unsigned int i;

	for (i = 0; i < CONFIG_LIBUKDEBUG_TRACE_BUFFER_SIZE; i++)
		trace_mixed((int)i, "a string of some length", i);
	at = uk_trace_buffer_writep;
	UK_TEST_EXPECT(uk_trace_buffer_free < 100);
	trace_nothing();
	UK_TEST_EXPECT_PTR_EQ(uk_trace_buffer_writep, at);
}

uk_testsuite_register(ukdebug_trace, NULL);
