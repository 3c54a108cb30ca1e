/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * /proc/sys: what is so here, in the files where programs look for it. What can
 * be written is what its owner goes by.
 */
#include <limits.h>
#include <string.h>
#include <uk/swrand.h>
#include <uk/utsname.h>
#include <uk/vmem.h>
#include "process_priv.h"

static int put_uuid(struct uk_streambuf *out, const unsigned char *random)
{
	unsigned char u[16];

	memcpy(u, random, sizeof(u));
	/* Version 4, as RFC 9562 has it */
	u[6] = (u[6] & 0x0f) | 0x40;
	u[8] = (u[8] & 0x3f) | 0x80;
	for (unsigned int i = 0; i < sizeof(u); i++)
		uk_streambuf_printf(
			out, "%s%02x",
			i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", u[i]);
	uk_streambuf_strcpy(out, "\n");
	return 0;
}

static int uuid(struct uk_streambuf *out, const struct procfs_ids *of __unused)
{
	unsigned char random[16];

	(void)uk_swrand_fill_buffer(random, sizeof(random));
	return put_uuid(out, random);
}

static int boot_id(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	static unsigned char random[16];
	static bool known;

	if (!known)
		(void)uk_swrand_fill_buffer(random, sizeof(random));
	known = true;
	return put_uuid(out, random);
}

static int put_line(struct uk_streambuf *out, const char *text)
{
	uk_streambuf_printf(out, "%s\n", text);
	return 0;
}

#define FROM_UTSNAME(function, field)                             \
	static int function(struct uk_streambuf *out,             \
			    const struct procfs_ids *of __unused) \
	{                                                         \
		struct utsname name;                              \
                                                                  \
		uk_utsname_get(&name);                            \
		return put_line(out, name.field);                 \
	}

FROM_UTSNAME(ostype, sysname)
FROM_UTSNAME(osrelease, release)
FROM_UTSNAME(os_version, version)
FROM_UTSNAME(hostname, nodename)
FROM_UTSNAME(domainname, domainname)

static ssize_t hostname_store(const struct procfs_ids *of __unused,
			      const char *text, size_t len)
{
	uk_utsname_set(false, text);
	return (ssize_t)len;
}

static ssize_t domainname_store(const struct procfs_ids *of __unused,
				const char *text, size_t len)
{
	uk_utsname_set(true, text);
	return (ssize_t)len;
}

/* ---- numbers ---- */

#define NUMBER(what, at_least, at_most, instead)                   \
	{                                                          \
		.get = what, .set = what##_set, .min = (at_least), \
		.max = (at_most), .otherwise = (instead),          \
	}

static const struct procfs_number pid_max = NUMBER(uk_pid_max, 301, 4194304, 0);
static const struct procfs_number randomize =
	NUMBER(uk_vas_random, INT_MIN, INT_MAX, 0);
static const struct procfs_number nr_open = NUMBER(uk_nr_open, 64, 1048576, 0);
static const struct procfs_number pipe_max =
	NUMBER(uk_pipe_max_size, 0, UINT_MAX, 1048576);
static const struct procfs_number somaxconn =
	NUMBER(posix_socket_backlog_max, 0, INT_MAX, 4096);

static struct procfs_entry random_entries[] = {
	PROCFS_FILE("boot_id", 0444, boot_id),
	/* As on Linux since 5.18: the generator is seeded, or it waits */
	PROCFS_TEXT("entropy_avail", "256\n"),
	PROCFS_TEXT("poolsize", "256\n"),
	PROCFS_FILE("uuid", 0444, uuid),
};

static struct procfs_entry kernel_entries[] = {
	PROCFS_TEXT("cap_last_cap", "40\n"),
	{.name = "domainname",
	 .mode = S_IFREG | 0644,
	 .show = domainname,
	 .store = domainname_store},
	{.name = "hostname",
	 .mode = S_IFREG | 0644,
	 .show = hostname,
	 .store = hostname_store},
	PROCFS_TEXT("ngroups_max", STRINGIFY(UK_NGROUPS) "\n"),
	PROCFS_FILE("osrelease", 0444, osrelease),
	PROCFS_FILE("ostype", 0444, ostype),
	PROCFS_TEXT("overflowgid", "65534\n"),
	PROCFS_TEXT("overflowuid", "65534\n"),
	PROCFS_NUMBER("pid_max", &pid_max),
	PROCFS_DIR("random", random_entries),
	/* Addresses are random unless the command line says otherwise */
	PROCFS_NUMBER("randomize_va_space", &randomize),
	PROCFS_TEXT("threads-max", "31000\n"),
	PROCFS_FILE("version", 0444, os_version),
};

static struct procfs_entry vm_entries[] = {
	/* As many as there is memory for */
	PROCFS_TEXT("max_map_count", "2147483647\n"),
	PROCFS_TEXT("mmap_min_addr", "4096\n"),
	PROCFS_TEXT("overcommit_memory", "0\n"),
	PROCFS_TEXT("overcommit_ratio", "50\n"),
	PROCFS_TEXT("swappiness", "0\n"),
};

static struct procfs_entry fs_entries[] = {
	PROCFS_TEXT("file-max", "9223372036854775807\n"),
	PROCFS_NUMBER("nr_open", &nr_open),
	PROCFS_TEXT("overflowgid", "65534\n"),
	PROCFS_TEXT("overflowuid", "65534\n"),
	PROCFS_NUMBER("pipe-max-size", &pipe_max),
};

static struct procfs_entry core_entries[] = {
	PROCFS_NUMBER("somaxconn", &somaxconn),
};

static struct procfs_entry net_entries[] = {
	PROCFS_DIR("core", core_entries),
};

static struct procfs_entry sys_entries[] = {
	PROCFS_DIR("fs", fs_entries),
	PROCFS_DIR("kernel", kernel_entries),
	PROCFS_DIR("net", net_entries),
	PROCFS_DIR("vm", vm_entries),
};

static struct procfs_entry entries[] = {
	{
		.name = "sys",
		.mode = S_IFDIR | 0555,
		.strict = true,
		.entries = sys_entries,
		.count = ARRAY_SIZE(sys_entries),
	},
};

void proc_sysctl_add(void)
{
	procfs_add(NULL, entries, ARRAY_SIZE(entries));
}
