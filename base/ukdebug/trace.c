/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The trace buffer: records one behind the other, until it is full; then
 * tracing ends, so that the buffer holds what came first, in whole records. A
 * record that interrupts another one takes the room from under it: hence a
 * record is written with interrupts off.
 */

#include <arch/cpu.h>
#include <uk/plat/time.h>
#include <uk/trace.h>

#define BUFFER_SIZE CONFIG_LIBUKDEBUG_TRACE_BUFFER_SIZE
#define HEADER_SIZE sizeof(struct uk_tracepoint_header)

/* The names of all these are known to uk-gdb.py. */
static char uk_trace_buffer[BUFFER_SIZE] __align8;
char *uk_trace_buffer_writep = uk_trace_buffer;
size_t uk_trace_buffer_free = BUFFER_SIZE;

/* The record being written did not fit: it is dropped and ends the trace. */
static int overflow;
static unsigned long irq_flags;

static const char keyvals[] __used __section(".uk_trace_keyvals") =
	"format_version = 1";

char *__uk_trace_get_buff(size_t *free)
{
	unsigned long flags = arch_irq_save();

	if (overflow || uk_trace_buffer_free < HEADER_SIZE) {
		overflow = 1;
		arch_irq_restore(flags);
		return NULL;
	}
	irq_flags = flags;
	*free = uk_trace_buffer_free - HEADER_SIZE;
	return uk_trace_buffer_writep + HEADER_SIZE;
}

static void bytes_save(char **pbuff, size_t *pfree, const void *bytes,
		       size_t len)
{
	if (*pfree < len)
		overflow = 1;
	if (overflow)
		return;
	memcpy(*pbuff, bytes, len);
	*pbuff += len;
	*pfree -= len;
}

void __uk_trace_save_arg(char **pbuff, size_t *pfree,
			 enum __uk_trace_arg_type type, int size, long arg)
{
	const char *text = (const char *)arg;
	uint8_t len;

	if (type == __UK_TRACE_ARG_INT) {
		/* Little endian: the low bytes come first. */
		bytes_save(pbuff, pfree, &arg, (size_t)size);
		return;
	}
	if (!text)
		text = "(null)";
	len = (uint8_t)strnlen(text, __UK_TRACE_MAX_STRLEN);
	bytes_save(pbuff, pfree, &len, sizeof(len));
	bytes_save(pbuff, pfree, text, len);
}

void __uk_trace_finalize_buff(char *new_buff_pos, void *cookie)
{
	struct uk_tracepoint_header header = {
		.magic = UK_TP_HEADER_MAGIC,
		.size = (uint32_t)(new_buff_pos - uk_trace_buffer_writep -
				   (long)HEADER_SIZE),
		.time = ukplat_monotonic_clock(),
		.cookie = cookie,
	};

	if (!overflow) {
		memcpy(uk_trace_buffer_writep, &header, sizeof(header));
		uk_trace_buffer_free -= HEADER_SIZE + header.size;
		uk_trace_buffer_writep = new_buff_pos;
	}
	arch_irq_restore(irq_flags);
}
