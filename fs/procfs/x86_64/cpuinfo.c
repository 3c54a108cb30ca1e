/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * /proc/cpuinfo, as CPUID has it. Flags have the names, and their order, that
 * programs know from Linux.
 */
#include <string.h>
#include <uk/arch/lcpu.h>
#include "../procfs_priv.h"

struct regs {
	__u32 eax, ebx, ecx, edx;
};

/* Which 32 flags, and what they are called from bit 0 on. */
struct word {
	__u32 leaf, subleaf;
	unsigned int reg; /* 0: eax, to 3: edx */
	const char *names;
};

static const struct word words[] = {
	{1, 0, 3,
	 "fpu vme de pse tsc msr pae mce cx8 apic - sep mtrr pge mca cmov pat "
	 "pse36 pn clflush - dts acpi mmx fxsr sse sse2 ss ht tm ia64 pbe"},
	{0x80000001, 0, 3,
	 "- - - - - - - - - - - syscall - - - - - - - mp nx - mmxext - - "
	 "fxsr_opt pdpe1gb rdtscp - lm 3dnowext 3dnow"},
	{1, 0, 2,
	 "pni pclmulqdq dtes64 monitor ds_cpl vmx smx est tm2 ssse3 cid sdbg "
	 "fma cx16 xtpr pdcm - pcid dca sse4_1 sse4_2 x2apic movbe popcnt "
	 "tsc_deadline_timer aes xsave - avx f16c rdrand hypervisor"},
	{0x80000001, 0, 2,
	 "lahf_lm cmp_legacy svm extapic cr8_legacy abm sse4a misalignsse "
	 "3dnowprefetch osvw ibs xop skinit wdt - lwp fma4 tce - nodeid_msr - "
	 "tbm topoext perfctr_core perfctr_nb - bpext ptsc perfctr_llc mwaitx"},
	{7, 0, 1,
	 "fsgsbase tsc_adjust sgx bmi1 hle avx2 - smep bmi2 erms invpcid rtm "
	 "cqm - mpx rdt_a avx512f avx512dq rdseed adx smap avx512ifma - "
	 "clflushopt clwb intel_pt avx512pf avx512er avx512cd sha_ni avx512bw "
	 "avx512vl"},
	{0xd, 1, 0, "xsaveopt xsavec xgetbv1 xsaves"},
	{7, 0, 2,
	 "- avx512vbmi umip pku ospke waitpkg avx512_vbmi2 - gfni vaes "
	 "vpclmulqdq avx512_vnni avx512_bitalg tme avx512_vpopcntdq - la57 - - "
	 "- - - rdpid - bus_lock_detect cldemote - movdiri movdir64b enqcmd"},
	{7, 0, 3,
	 "- - avx512_4vnniw avx512_4fmaps fsrm - - - avx512_vp2intersect - "
	 "md_clear - - - serialize - tsxldtrk - pconfig arch_lbr ibt - "
	 "amx_bf16 avx512_fp16 amx_tile amx_int8"},
};

static struct regs cpuid(__u32 leaf, __u32 subleaf)
{
	struct regs r, max;

	ukarch_x86_cpuid(leaf & 0x80000000, 0, &max.eax, &max.ebx, &max.ecx,
			 &max.edx);
	if (leaf > max.eax)
		return (struct regs){0, 0, 0, 0};
	ukarch_x86_cpuid(leaf, subleaf, &r.eax, &r.ebx, &r.ecx, &r.edx);
	return r;
}

static void put_flags(struct uk_streambuf *out, const struct word *w)
{
	const struct regs r = cpuid(w->leaf, w->subleaf);
	const __u32 by_number[] = {r.eax, r.ebx, r.ecx, r.edx};
	const char *name = w->names;
	size_t len;

	for (unsigned int bit = 0; *name; bit++) {
		len = strcspn(name, " ");
		if ((by_number[w->reg] >> bit & 1) && *name != '-')
			uk_streambuf_printf(out, " %.*s", (int)len, name);
		name += len;
		name += *name == ' ';
	}
}

static void put_vendor(struct uk_streambuf *out)
{
	const struct regs r = cpuid(0, 0);
	char vendor[13] = {0};

	memcpy(vendor, &r.ebx, 4);
	memcpy(vendor + 4, &r.edx, 4);
	memcpy(vendor + 8, &r.ecx, 4);
	uk_streambuf_printf(out, "vendor_id\t: %s\n", vendor);
}

static void put_model(struct uk_streambuf *out)
{
	const struct regs r = cpuid(1, 0);
	unsigned int family = r.eax >> 8 & 0xf, model = r.eax >> 4 & 0xf;
	char name[49] = {0}, *from = name;
	struct regs part;

	if (family == 6 || family == 15)
		model |= r.eax >> 12 & 0xf0;
	if (family == 15)
		family += r.eax >> 20 & 0xff;
	for (__u32 i = 0; i < 3; i++) {
		part = cpuid(0x80000002 + i, 0);
		memcpy(name + 16 * i, &part, 16);
	}
	from += strspn(from, " ");
	uk_streambuf_printf(out,
			    "cpu family\t: %u\nmodel\t\t: %u\n"
			    "model name\t: %s\nstepping\t: %u\n",
			    family, model, *from ? from : "unknown",
			    r.eax & 0xf);
}

static void put_sizes(struct uk_streambuf *out)
{
	const struct regs line = cpuid(1, 0), bits = cpuid(0x80000008, 0);

	uk_streambuf_printf(out,
			    "clflush size\t: %u\ncache_alignment\t: %u\n"
			    "address sizes\t: %u bits physical, %u bits "
			    "virtual\npower management:\n\n",
			    (line.ebx >> 8 & 0xff) * 8,
			    (line.ebx >> 8 & 0xff) * 8,
			    bits.eax ? bits.eax & 0xff : 36,
			    bits.eax ? bits.eax >> 8 & 0xff : 48);
}

int procfs_cpuinfo(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	const struct regs max = cpuid(0, 0), one = cpuid(1, 0);

	uk_streambuf_strcpy(out, "processor\t: 0\n");
	put_vendor(out);
	put_model(out);
	uk_streambuf_printf(out,
			    "physical id\t: 0\nsiblings\t: 1\ncore id\t\t: 0\n"
			    "cpu cores\t: 1\napicid\t\t: %u\n"
			    "initial apicid\t: %u\nfpu\t\t: yes\n"
			    "fpu_exception\t: yes\ncpuid level\t: %u\n"
			    "wp\t\t: yes\nflags\t\t:",
			    one.ebx >> 24, one.ebx >> 24, max.eax);
	for (unsigned int i = 0; i < ARRAY_SIZE(words); i++)
		put_flags(out, &words[i]);
	uk_streambuf_strcpy(out, "\nbugs\t\t:\n");
	put_sizes(out);
	return 0;
}
