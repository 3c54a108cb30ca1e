/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* AVX, 16 registers of 32 bytes. */
#include <stdint.h>
#include "vector.h"

#define REGS  16
#define LANES 4

typedef uint64_t regs_t[REGS][LANES];

#define LOAD(i)	 "vmovdqu 32*" #i "(%0), %%ymm" #i "\n\t"
#define STORE(i) "vmovdqu %%ymm" #i ", 32*" #i "(%0)\n\t"
#define EACH(op)                                                           \
	op(0) op(1) op(2) op(3) op(4) op(5) op(6) op(7) op(8) op(9) op(10) \
		op(11) op(12) op(13) op(14) op(15)

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
