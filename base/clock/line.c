/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Monotonic time as a line over the CPU's counter: no source is asked. */
#include "clock_priv.h"

struct uk_clock_direct uk_clock_direct;

static void (*watcher)(void);

static void line_set(const struct uk_clock_line *line)
{
	uk_clock_direct.line = *line;
	barrier();
	ukarch_store_n(&uk_clock_direct.seq, uk_clock_direct.seq + 1);
	if (watcher)
		watcher();
}

static __nsec line_ns(const struct uk_clock_line *line, uint64_t counter)
{
	return line->ns +
	       uk_clockscale_ns(line->scale, counter - line->counter);
}

/* Takes over the source's line, where the clock is. */
void uk_clock_changed(void)
{
	const struct uk_clocksource *source = clock_state.source;
	unsigned long flags = arch_irq_save();
	struct uk_clock_line line;
	__nsec now;

	/* What was told without it */
	if (uk_clock_direct.line.limit)
		clock_tell(
			line_ns(&uk_clock_direct.line, uk_clock_direct.last));
	if (!source || !source->line || source->line(&line) < 0) {
		line = (struct uk_clock_line){.limit = 0};
	} else {
		line.ns += clock_state.source_offset;
		uk_clock_direct.last = arch_counter_read();
		now = line_ns(&line, uk_clock_direct.last);
		if ((__snsec)(clock_state.last_told - now) > 0) {
			clock_state.source_offset +=
				clock_state.last_told - now;
			line.ns += clock_state.last_told - now;
		}
	}
	line_set(&line);
	arch_irq_restore(flags);
}

/* As when a virtual machine moves. */
bool line_step_back(__nsec *now)
{
	struct uk_clock_line line = uk_clock_direct.line;
	uint64_t counter = arch_counter_read();

	if (!line.limit || (int64_t)(counter - uk_clock_direct.last) >= 0)
		return false;
	line.counter -= uk_clock_direct.last - counter;
	uk_clock_direct.last = counter;
	line_set(&line);
	*now = line_ns(&line, counter);
	return true;
}

void uk_clock_watch(void (*fn)(void))
{
	watcher = fn;
}

void uk_clock_view_get(struct uk_clock_view *view)
{
	*view = (struct uk_clock_view){
		.line = uk_clock_direct.line,
		.has_line = uk_clock_direct.line.limit > 0,
		/* Without an RTC it is known that there is none */
		.has_wall = clock_state.wall_offset || !clock_state.rtc,
		.wall_offset = clock_state.wall_offset,
	};
}
