/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The initial stack, System V ABI AMD64 3.4.1 (AArch64 is alike):
 *
 *	top	8 zero bytes
 *		name of the program, environment, arguments, platform, random
 *		auxiliary vector, ends with AT_NULL
 *		pointers to the environment, NULL
 *		pointers to the arguments, NULL
 *	sp ->	number of arguments, 16-byte aligned
 */
#include <errno.h>
#include <string.h>
#include <uk/access.h>
#include <uk/elf.h>

#define AT_NULL	    0
#define AT_PLATFORM 15
#define AT_RANDOM   25
#define AT_EXECFN   31

struct stack {
	__vaddr_t bottom;
	__vaddr_t strings; /* they are written downwards from the top */
	int rc;		   /* the first error; what follows does nothing */
};

static __vaddr_t push(struct stack *s, const void *data, size_t len)
{
	if (s->rc)
		return 0;
	if (len > s->strings - s->bottom) {
		s->rc = -E2BIG;
		return 0;
	}
	s->strings -= len;
	s->rc = uk_copy_to_app((void *)s->strings, data, len);
	return s->strings;
}

static __vaddr_t push_string(struct stack *s, const char *string)
{
	return push(s, string, strlen(string) + 1);
}

/* From the last to the first, so that they ascend. */
static __vaddr_t push_strings(struct stack *s, const char *const *strings,
			      int count)
{
	while (count-- > 0)
		push_string(s, strings[count]);
	return s->strings;
}

static void put(struct stack *s, __vaddr_t *at, uint64_t value)
{
	if (!s->rc)
		s->rc = uk_put_to_app(value, (uint64_t *)*at);
	*at += sizeof(value);
}

/* Pointers to strings that follow one another in memory. */
static void put_pointers(struct stack *s, __vaddr_t *at, __vaddr_t string,
			 const char *const *strings, int count)
{
	for (int i = 0; i < count; i++) {
		put(s, at, string);
		string += strlen(strings[i]) + 1;
	}
	put(s, at, 0);
}

static void put_aux(struct stack *s, __vaddr_t *at, uint64_t type,
		    uint64_t value)
{
	put(s, at, type);
	put(s, at, value);
}

int uk_elf_stack_write(struct uk_elf_start *start, __vaddr_t bottom,
		       __vaddr_t top, __vaddr_t *sp)
{
	struct stack s = {.bottom = bottom, .strings = top};
	__vaddr_t execfn, platform = 0, random, at;
	size_t words;

	push(&s, "\0\0\0\0\0\0\0", 8);
	execfn = push_string(&s, start->execfn);
	start->env_end = s.strings;
	start->env_start = push_strings(&s, start->envp, start->envc);
	start->arg_end = s.strings;
	start->arg_start = push_strings(&s, start->argv, start->argc);
	if (start->platform)
		platform = push_string(&s, start->platform);
	random = push(&s, start->random, sizeof(start->random));

	words = 1 + (size_t)start->argc + 1 + (size_t)start->envc + 1 +
		2 * (start->nr_aux + 4);
	if (!s.rc && words > (s.strings - bottom) / 8 - 2)
		s.rc = -E2BIG;
	if (s.rc)
		return s.rc;
	*sp = (s.strings - words * 8) & ~15UL;

	at = *sp;
	put(&s, &at, (uint64_t)start->argc);
	put_pointers(&s, &at, start->arg_start, start->argv, start->argc);
	put_pointers(&s, &at, start->env_start, start->envp, start->envc);
	start->auxv_start = at;
	for (unsigned int i = 0; i < start->nr_aux; i++)
		put_aux(&s, &at, start->aux[i].type, start->aux[i].value);
	put_aux(&s, &at, AT_RANDOM, random);
	put_aux(&s, &at, AT_EXECFN, execfn);
	if (platform)
		put_aux(&s, &at, AT_PLATFORM, platform);
	put_aux(&s, &at, AT_NULL, 0);
	start->auxv_end = at;
	return s.rc;
}
