/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* maps, smaps: the areas of a process's address space. */
#include <sys/sysmacros.h>
#include <uk/arch/paging.h>
#include <uk/vmem.h>
#include <vfscore/file.h>
#include <vfscore/map.h>
#include <vfscore/mount.h>
#include <vfscore/namei.h>
#include "process_priv.h"

/* Where names begin, as on Linux on 64-bit machines */
#define NAME_COLUMN 73

static const char *name_of(const struct uk_process *p, const struct uk_vma *vma)
{
	if (vma->name)
		return vma->name;
	if (vma->ops == &uk_vma_anon_ops && vma->start < p->brk_end &&
	    vma->end > p->brk_start)
		return "[heap]";
	return NULL;
}

/* A stack's guard page is no part of it. */
static __vaddr_t start_of(const struct uk_vma *vma)
{
	return vma->start + (vma->ops == &uk_vma_stack_ops ? PAGE_SIZE : 0);
}

/* The name of an area that is no file's. */
static void put_name(struct uk_streambuf *out, const char *name, size_t from)
{
	while (procfs_column(out) - from < NAME_COLUMN &&
	       !uk_streambuf_istruncated(out))
		uk_streambuf_strcpy(out, " ");
	procfs_escaped(out, name, "\n");
}

/* The name that its file has by now. */
static int put_file(struct uk_streambuf *out, struct vfscore_file *fp,
		    size_t from)
{
	struct vfscore_path path;

	if (vfscore_file_path(fp, &path))
		return 0;
	put_name(out, "", from);
	return procfs_path(out, uk_posix_thread_current()->fs, &path, "\n");
}

static int put_area(struct uk_streambuf *out, const struct uk_process *p,
		    const struct uk_vma *vma)
{
	const struct uk_vma_pager *pager = uk_vma_to_pager(vma);
	struct vfscore_file *fp = vfscore_vma_file(vma);
	const struct vnode *vp = fp ? fp->f_vnode : NULL;
	const char *name = name_of(p, vma);
	size_t from = procfs_column(out);
	int rc = 0;

	uk_streambuf_printf(out, "%08lx-%08lx %c%c%c%c %08lx %02x:%02x %lu ",
			    (unsigned long)start_of(vma),
			    (unsigned long)vma->end,
			    vma->attr & PAGE_ATTR_PROT_READ ? 'r' : '-',
			    vma->attr & PAGE_ATTR_PROT_WRITE ? 'w' : '-',
			    vma->attr & PAGE_ATTR_PROT_EXEC ? 'x' : '-',
			    vma->flags & UK_VMA_FLAG_SHARED ? 's' : 'p',
			    pager ? (unsigned long)pager->offset : 0UL,
			    vp ? major(vp->v_mount->m_dev) : 0,
			    vp ? minor(vp->v_mount->m_dev) : 0,
			    vp ? (unsigned long)vp->v_ino : 0UL);
	if (fp)
		rc = put_file(out, fp, from);
	else if (name)
		put_name(out, name, from);
	uk_streambuf_strcpy(out, "\n");
	return rc;
}

static void put_kb(struct uk_streambuf *out, const char *name,
		   unsigned long bytes)
{
	uk_streambuf_printf(out, "%-15s %8lu kB\n", name, bytes >> 10);
}

/*
 * There is one process, so pages of files are its own, as Linux counts them. It
 * may write what it has written only: until then the page table says no.
 */
static void put_pages(struct uk_streambuf *out, const struct proc_pages *pages)
{
	unsigned long dirty = pages->own + pages->written;

	put_kb(out, "Shared_Clean:", 0);
	put_kb(out, "Shared_Dirty:", 0);
	put_kb(out, "Private_Clean:", pages->present - dirty);
	put_kb(out, "Private_Dirty:", dirty);
	put_kb(out, "Referenced:", pages->present);
	put_kb(out, "Anonymous:", pages->own);
	put_kb(out, "Swap:", 0);
	put_kb(out, "SwapPss:", 0);
	put_kb(out, "Locked:", 0);
}

static void put_sizes(struct uk_streambuf *out, const struct uk_vma *vma)
{
	struct proc_pages pages = {.present = 0};

	proc_pages_count(vma, &pages);
	put_kb(out, "Size:", vma->end - start_of(vma));
	put_kb(out, "KernelPageSize:", PAGE_SIZE);
	put_kb(out, "MMUPageSize:", PAGE_SIZE);
	put_kb(out, "Rss:", pages.present);
	put_kb(out, "Pss:", pages.present);
	put_kb(out, "Pss_Dirty:", pages.own + pages.written);
	put_pages(out, &pages);
}

static int put_areas(struct uk_streambuf *out, const struct procfs_ids *of,
		     bool sizes)
{
	const struct uk_process *p = proc_process(of);
	const struct uk_vma *vma;
	int rc = 0;

	if (!p)
		return -ESRCH;
	if (!proc_may_look(p))
		return -EACCES;
	vma = p->vas ? uk_vma_first(p->vas) : NULL;
	for (; vma && rc == 0; vma = uk_vma_next(vma)) {
		rc = put_area(out, p, vma);
		if (sizes)
			put_sizes(out, vma);
	}
	return rc;
}

int proc_maps(struct uk_streambuf *out, const struct procfs_ids *of)
{
	return put_areas(out, of, false);
}

int proc_smaps(struct uk_streambuf *out, const struct procfs_ids *of)
{
	return put_areas(out, of, true);
}

int proc_smaps_rollup(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);
	const struct uk_vma *vma, *first;
	struct proc_pages pages = {.present = 0};
	__vaddr_t end = 0;
	size_t from;

	if (!p || !p->vas)
		return -ESRCH;
	if (!proc_may_look(p))
		return -EACCES;
	first = uk_vma_first(p->vas);
	for (vma = first; vma; vma = uk_vma_next(vma)) {
		proc_pages_count(vma, &pages);
		end = vma->end;
	}
	from = procfs_column(out);
	uk_streambuf_printf(out, "%08lx-%08lx ---p 00000000 00:00 0 ",
			    first ? (unsigned long)start_of(first) : 0UL,
			    (unsigned long)end);
	put_name(out, "[rollup]", from);
	uk_streambuf_strcpy(out, "\n");
	put_kb(out, "Rss:", pages.present);
	put_kb(out, "Pss:", pages.present);
	put_kb(out, "Pss_Dirty:", pages.own + pages.written);
	put_kb(out, "Pss_Anon:", pages.own);
	put_kb(out, "Pss_File:", pages.present - pages.own);
	put_kb(out, "Pss_Shmem:", 0);
	put_pages(out, &pages);
	return 0;
}
