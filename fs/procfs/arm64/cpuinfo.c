/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* /proc/cpuinfo: what programs are told by AT_HWCAP, too, and which CPU it is.
 */
#include <arch/cpu.h>
#include "../procfs_priv.h"

/* From bit 0 of AT_HWCAP on, and of AT_HWCAP2, as programs know them from Linux
 */
static const char *const features[] = {
	"fp",	    "asimd", "evtstrm", "aes",	  "pmull",   "sha1",
	"sha2",	    "crc32", "atomics", "fphp",	  "asimdhp", "cpuid",
	"asimdrdm", "jscvt", "fcma",	"lrcpc",  "dcpop",   "sha3",
	"sm3",	    "sm4",   "asimddp", "sha512", "sve",     "asimdfhm",
	"dit",	    "uscat", "ilrcpc",	"flagm",  "ssbs",    "sb",
	"paca",	    "pacg",
};

static const char *const features2[] = {
	[0] = "dcpodp", [7] = "flagm2", [8] = "frint", [13] = "i8mm",
	[14] = "bf16",	[15] = "dgh",	[16] = "rng",  [21] = "rpres",
	[32] = "ebf16", [34] = "cssc",	[44] = "hbc",
};

static void put_features(struct uk_streambuf *out, unsigned long has,
			 const char *const *names, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (has >> i & 1)
			uk_streambuf_printf(out, " %s", names[i]);
}

static unsigned long midr(void)
{
	unsigned long value;

	__asm__("mrs %0, midr_el1" : "=r"(value));
	return value;
}

int procfs_cpuinfo(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	unsigned long id = midr();

	uk_streambuf_strcpy(out, "processor\t: 0\nFeatures\t:");
	put_features(out, arch_cpu_hwcap(), features, ARRAY_SIZE(features));
	put_features(out, arch_cpu_hwcap2(), features2, ARRAY_SIZE(features2));
	uk_streambuf_printf(out,
			    "\nCPU implementer\t: 0x%02lx\n"
			    "CPU architecture: 8\nCPU variant\t: 0x%lx\n"
			    "CPU part\t: 0x%03lx\nCPU revision\t: %lu\n\n",
			    id >> 24 & 0xff, id >> 20 & 0xf, id >> 4 & 0xfff,
			    id & 0xf);
	return 0;
}
