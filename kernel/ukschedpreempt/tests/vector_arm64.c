/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* NEON, 32 registers of 16 bytes. */
#include <stdint.h>
#include "vector.h"

#define REGS  32
#define LANES 2

typedef uint64_t regs_t[REGS][LANES];

#define LOAD(i)	 "ldr q" #i ", [%0, #16 * " #i "]\n\t"
#define STORE(i) "str q" #i ", [%0, #16 * " #i "]\n\t"
#define EACH(op)                                                               \
	op(0) op(1) op(2) op(3) op(4) op(5) op(6) op(7) op(8) op(9) op(10)     \
		op(11) op(12) op(13) op(14) op(15) op(16) op(17) op(18) op(19) \
			op(20) op(21) op(22) op(23) op(24) op(25) op(26)       \
				op(27) op(28) op(29) op(30) op(31)

void vector_fill(unsigned long value)
{
	regs_t regs = {{0}};
	unsigned int i, lane;

	for (i = 0; i < REGS; i++) {
		for (lane = 0; lane < LANES; lane++)
			regs[i][lane] = value + i;
	}
	/* No clobbers: that the registers change is the purpose */
	__asm__ __volatile__(EACH(LOAD)::"r"(regs) : "memory");
}

static void read_all(regs_t regs)
{
	__asm__ __volatile__(EACH(STORE)::"r"(regs) : "memory");
}

int vector_holds(unsigned long value)
{
	regs_t regs = {{0}};
	unsigned int i, lane;

	read_all(regs);
	for (i = 0; i < REGS; i++) {
		for (lane = 0; lane < LANES; lane++) {
			if (regs[i][lane] != value + i)
				return 0;
		}
	}
	return 1;
}

int vector_stays(unsigned long value, unsigned long count)
{
	while (count--) {
		if (!vector_holds(value))
			return 0;
	}
	return 1;
}

int vector_is_clear(void)
{
	regs_t regs = {{0}};
	unsigned int i, lane;

	read_all(regs);
	for (i = 0; i < REGS; i++) {
		for (lane = 0; lane < LANES; lane++) {
			if (regs[i][lane])
				return 0;
		}
	}
	return 1;
}
