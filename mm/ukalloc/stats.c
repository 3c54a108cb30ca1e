/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Counting. Built only with LIBUKALLOC_IFSTATS. */
#include <uk/alloc_impl.h>
#include <uk/plat/lcpu.h>

#ifdef CONFIG_LIBUKALLOC_IFSTATS_GLOBAL
struct uk_alloc_stats _uk_alloc_stats_global;

void uk_alloc_stats_get_global(struct uk_alloc_stats *dst)
{
	unsigned long irq = ukplat_lcpu_save_irqf();

	*dst = _uk_alloc_stats_global;
	ukplat_lcpu_restore_irqf(irq);
}
#endif

void _uk_alloc_stats_refresh_minmax(struct uk_alloc_stats *stats)
{
	if (stats->cur_nb_allocs > stats->max_nb_allocs)
		stats->max_nb_allocs = stats->cur_nb_allocs;
	if (stats->cur_mem_use > stats->max_mem_use)
		stats->max_mem_use = stats->cur_mem_use;
	if (stats->last_alloc_size) {
		if (stats->last_alloc_size > stats->max_alloc_size)
			stats->max_alloc_size = stats->last_alloc_size;
		if (!stats->min_alloc_size ||
		    stats->last_alloc_size < stats->min_alloc_size)
			stats->min_alloc_size = stats->last_alloc_size;
	}
}

void _uk_alloc_stats_count_alloc(struct uk_alloc_stats *stats, void *ptr,
				 __sz size)
{
	unsigned long irq = ukplat_lcpu_save_irqf();

	if (ptr) {
		stats->tot_nb_allocs++;
		stats->cur_nb_allocs++;
		stats->cur_mem_use += (__ssz)size;
		stats->last_alloc_size = size;
		_uk_alloc_stats_refresh_minmax(stats);
	} else {
		stats->nb_enomem++;
	}
	ukplat_lcpu_restore_irqf(irq);
}

void _uk_alloc_stats_count_free(struct uk_alloc_stats *stats, void *ptr,
				__sz size)
{
	unsigned long irq = ukplat_lcpu_save_irqf();

	if (ptr) {
		stats->tot_nb_frees++;
		stats->cur_nb_allocs--;
		stats->cur_mem_use -= (__ssz)size;
	}
	ukplat_lcpu_restore_irqf(irq);
}

void uk_alloc_stats_get(struct uk_alloc *a, struct uk_alloc_stats *dst)
{
	unsigned long irq = ukplat_lcpu_save_irqf();

	*dst = a->_stats;
	ukplat_lcpu_restore_irqf(irq);
}
