/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calls to the firmware, by the instruction that the device tree names. */
#include <errno.h>
#include <string.h>
#include <uk/arch/types.h>
#include <uk/ofw.h>
#include <uk/psci.h>

#define PSCI_SYSTEM_OFF	  0x84000008U
#define PSCI_SYSTEM_RESET 0x84000009U

/* x4 to x17 may change in versions of the calling convention before 1.1. */
#define SMCCC_CLOBBERS                                                      \
	"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", \
		"x12", "x13", "x14", "x15", "x16", "x17", "memory"

static __u64 call_hvc(__u64 fn)
{
	register __u64 x0 __asm__("x0") = fn;

	__asm__ __volatile__("hvc #0" : "+r"(x0) : : SMCCC_CLOBBERS);
	return x0;
}

static __u64 call_smc(__u64 fn)
{
	register __u64 x0 __asm__("x0") = fn;

	__asm__ __volatile__("smc #0" : "+r"(x0) : : SMCCC_CLOBBERS);
	return x0;
}

static __u64 (*psci_call)(__u64 fn);

void psci_system_off(void)
{
	if (psci_call)
		psci_call(PSCI_SYSTEM_OFF);
}

void psci_system_reset(void)
{
	if (psci_call)
		psci_call(PSCI_SYSTEM_RESET);
}

static int psci_probe(const struct ofw_node *n,
		      const struct ofw_driver *drv __unused)
{
	const char *method = ofw_prop_string(n, "method");

	if (!method)
		return -ENOENT;
	if (!strcmp(method, "hvc"))
		psci_call = call_hvc;
	else if (!strcmp(method, "smc"))
		psci_call = call_smc;
	else
		return -EINVAL;
	return 0;
}

/* Later versions say that they are compatible with this one. */
OFW_DRIVER(psci) = {
	.compatible = "arm,psci-0.2",
	.stage = OFW_FIRMWARE,
	.probe = psci_probe,
};
