/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The date from the CMOS clock, which shows UTC. It has no bus to lock: it is
 * read twice until two readings agree and no update was under way.
 */
#include <stdbool.h>
#include <string.h>
#include <arch/cpu.h>
#include <arch/asm/io.h>
#include <uk/clock.h>
#include <uk/cmos.h>
#include <uk/timeconv.h>

#define INDEX 0x70
#define DATA  0x71

#define STATUS_A	0x0a
#define STATUS_A_UPDATE 0x80
#define STATUS_B	0x0b
#define STATUS_B_24H	0x02
#define STATUS_B_BINARY 0x04
#define HOUR_PM		0x80

/* Registers in the order of struct cmos_date */
static const uint8_t registers[] = {0x00, 0x02, 0x04, 0x07, 0x08, 0x09};

struct cmos_date {
	uint8_t second, minute, hour, day, month, year;
};

_Static_assert(sizeof(struct cmos_date) == sizeof(registers),
	       "one byte for each register");

/* An update takes 2 ms; a clock that always says so is not there. */
#define POLLS_MAX 100000
#define READS_MAX 10

static uint8_t cmos_read(uint8_t reg)
{
	x86_outb(INDEX, reg);
	return x86_inb(DATA);
}

static bool update_wait(void)
{
	for (int i = 0; i < POLLS_MAX; i++) {
		if (!(cmos_read(STATUS_A) & STATUS_A_UPDATE))
			return true;
	}
	return false;
}

static bool date_read(struct cmos_date *date)
{
	uint8_t *bytes = (uint8_t *)date;
	unsigned long flags = arch_irq_save();
	bool ok = update_wait();

	for (size_t i = 0; ok && i < sizeof(registers); i++)
		bytes[i] = cmos_read(registers[i]);
	arch_irq_restore(flags);
	return ok;
}

static int date_read_stable(struct cmos_date *date)
{
	struct cmos_date before;

	if (!date_read(date))
		return -EIO;
	for (int i = 0; i < READS_MAX; i++) {
		before = *date;
		if (!date_read(date))
			return -EIO;
		if (!memcmp(&before, date, sizeof(before)))
			return 0;
	}
	return -EIO;
}

static uint8_t number(uint8_t v, uint8_t status_b)
{
	return (status_b & STATUS_B_BINARY) ? v : uktimeconv_bcdtobin(v);
}

static uint8_t hour(uint8_t v, uint8_t status_b)
{
	uint8_t h = number(v & (uint8_t)~HOUR_PM, status_b);

	if (status_b & STATUS_B_24H)
		return number(v, status_b);
	return (uint8_t)(h % 12 + ((v & HOUR_PM) ? 12 : 0));
}

static int cmos_read_epoch(__nsec *epoch)
{
	struct uktimeconv_bmkclock dt;
	struct cmos_date date;
	uint8_t status_b = cmos_read(STATUS_B);
	int rc = date_read_stable(&date);

	if (rc < 0)
		return rc;
	dt = (struct uktimeconv_bmkclock){
		.dt_year = 2000 + number(date.year, status_b),
		.dt_mon = number(date.month, status_b),
		.dt_day = number(date.day, status_b),
		.dt_hour = hour(date.hour, status_b),
		.dt_min = number(date.minute, status_b),
		.dt_sec = number(date.second, status_b),
	};
	*epoch = uktimeconv_bmkclock_to_nsec(&dt);
	return *epoch ? 0 : -EIO;
}

static const struct uk_rtc cmos_rtc = {
	.name = "cmos",
	.rating = UK_CLOCK_RATING_GOOD,
	.read_epoch = cmos_read_epoch,
};

int cmos_init(void)
{
	return uk_rtc_register(&cmos_rtc);
}
