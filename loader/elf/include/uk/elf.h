/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * ELF programs: what a file says, its segments in an address space, and the
 * stack that it starts with. System V ABI and its supplements for AMD64 and
 * AArch64; nothing in the file is trusted.
 *
 * Functions return 0 or a negative errno; -ENOEXEC: that is no program for us,
 * and elf->why says in words what is wrong.
 */
#ifndef __UK_ELF_H__
#define __UK_ELF_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_vas;

/* Where the bytes come from. */
struct uk_elf_source {
	/*
	 * Reads len bytes at offset, all of them: 0, -EIO if the file ends
	 * before, or another negative errno. May sleep.
	 */
	int (*read)(const struct uk_elf_source *src, uint64_t offset, void *buf,
		    size_t len);
	/*
	 * Maps [offset, offset + len) of the file at *vaddr, privately, with
	 * UK_VMA_MAP_REPLACE; all page aligned. attr is PAGE_ATTR_*. NULL: the
	 * loader copies. Returns 0, or a negative errno, -ENOTSUP: copy.
	 */
	int (*map)(const struct uk_elf_source *src, struct uk_vas *vas,
		   __vaddr_t vaddr, size_t len, unsigned long attr,
		   uint64_t offset);
	uint64_t size;
	const char *name; /* of the areas; stays referenced */
	void *data;	  /* the functions' */
};

#define UK_ELF_SEGMENTS 32 /* more PT_LOAD than that is -ENOEXEC */

/* A part of the address space, as the file wants it. */
struct uk_elf_segment {
	uint64_t vaddr; /* not page aligned */
	uint64_t memsz;
	uint64_t offset; /* congruent to vaddr modulo the page size */
	uint64_t filesz; /* what is above is zero */
	unsigned long
		attr; /* PAGE_ATTR_PROT_*, never writable and executable */
};

struct uk_elf {
	const char *why; /* the last -ENOEXEC in words, else NULL */
	bool is_pie;	 /* may lie anywhere */
	bool exec_stack; /* wants an executable stack; it does not get it */
	uint64_t entry;
	uint64_t phdr; /* address of the program headers, 0: not in memory */
	unsigned int phnum, phentsize;
	uint64_t interp;    /* offset of the interpreter's name */
	size_t interp_len;  /* with its end; 0: none */
	uint64_t low, high; /* addresses: all segments are in [low, high) */
	uint64_t align;	    /* the largest alignment, a power of two */
	unsigned int nr_segments;
	struct uk_elf_segment segments[UK_ELF_SEGMENTS]; /* ascending */
};

/* parse.c: reads and checks the headers. -ENOEXEC, or what reading says. */
int uk_elf_parse(struct uk_elf *elf, const struct uk_elf_source *src);

/*
 * map.c: puts the segments into the lower half of vas, at their addresses plus
 * bias, which is page aligned. For a program that is not PIE bias is 0. What is
 * there already is replaced. After an error some segments may be there: the
 * caller gives up the address space. -ENOMEM, or what reading says.
 */
int uk_elf_map(const struct uk_elf *elf, const struct uk_elf_source *src,
	       struct uk_vas *vas, __vaddr_t bias);

/* ---- stack.c: arguments, environment and auxiliary vector ---- */

#define UK_ELF_AUX_MAX 24

struct uk_elf_aux {
	uint64_t type;
	uint64_t value;
};

/* What goes on the stack. Strings are the kernel's. */
struct uk_elf_start {
	int argc, envc;
	const char *const *argv, *const *envp;
	const char *execfn;   /* AT_EXECFN */
	const char *platform; /* AT_PLATFORM, or NULL */
	uint8_t random[16];   /* AT_RANDOM */
	unsigned int nr_aux;
	struct uk_elf_aux
		aux[UK_ELF_AUX_MAX]; /* without those above, AT_NULL */

	/* out: where things are, for /proc */
	__vaddr_t arg_start, arg_end, env_start, env_end;
	__vaddr_t auxv_start, auxv_end;
};

static inline void uk_elf_aux_add(struct uk_elf_start *start, uint64_t type,
				  uint64_t value)
{
	if (start->nr_aux < UK_ELF_AUX_MAX)
		start->aux[start->nr_aux++] = (struct uk_elf_aux){type, value};
}

/*
 * Writes the initial stack of the System V ABI below top, no lower than
 * bottom, through copies that may page in. Returns 0 and the stack pointer in
 * *sp, -E2BIG when it does not fit, or -EFAULT.
 */
int uk_elf_stack_write(struct uk_elf_start *start, __vaddr_t bottom,
		       __vaddr_t top, __vaddr_t *sp);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ELF_H__ */
