/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Open files: what a descriptor refers to, whether it has a name in a file
 * system or not (a pipe, a socket, an eventfd). The descriptor table is
 * posix/fdtab's; this is the object that several descriptors may share.
 *
 * Everything here returns 0 or a negative errno unless it says otherwise.
 */
#ifndef __VFSCORE_FILE_H__
#define __VFSCORE_FILE_H__

#include <stdbool.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <uk/essentials.h>
#include <uk/list.h>
#include <uk/mutex.h>
#include <uk/refcount.h>
#include <vfscore/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dentry;
struct mount;
struct uk_pager;
struct uk_poll_entry;
struct uk_pollq;
struct vattr;
struct vfscore_file;
struct vfscore_owner;
struct vnode;

/*
 * What an open file can do. NULL: it cannot (the errno behind the dash). All
 * may sleep; interruptible sleeps end with -EINTR and with nothing moved.
 */
struct vfscore_fileops {
	/*
	 * Transfer at uio->uio_offset, which files without a position ignore.
	 * A short transfer is success: uio_resid says what is left - -EINVAL.
	 * O_NONBLOCK, O_APPEND, O_DIRECT stand in fp->f_flags; flags are
	 * RWF_* of preadv2(2), -EOPNOTSUPP for those that are not known.
	 */
	int (*read)(struct vfscore_file *fp, struct uio *uio, int flags);
	int (*write)(struct vfscore_file *fp, struct uio *uio, int flags);

	/*
	 * The events (POLL*) that hold now. If entry is not NULL, it is put
	 * into the object's queue first - POLLIN | POLLOUT, always.
	 */
	unsigned int (*poll)(struct vfscore_file *fp,
			     struct uk_poll_entry *entry);

	/* arg as the application gave it - -ENOTTY. */
	int (*ioctl)(struct vfscore_file *fp, unsigned long cmd,
		     unsigned long arg);

	/* fstat() - the vnode's, or an anonymous inode's. */
	int (*getattr)(struct vfscore_file *fp, struct vattr *attr);

	/* New position for lseek(), or a negative errno - -ESPIPE. */
	off_t (*seek)(struct vfscore_file *fp, off_t offset, int whence);

	/*
	 * The pager whose pages a mapping has; attr is PAGE_ATTR_PROT_* of
	 * the mapping. The reference is the caller's - -ENODEV.
	 */
	int (*mmap)(struct vfscore_file *fp, unsigned long attr,
		    struct uk_pager **pager);

	/* F_SETFL is about to set these flags; may refuse - fine. */
	int (*set_flags)(struct vfscore_file *fp, int flags);

	/*
	 * fp, with mode and flags, shall refer to what of does: opened through
	 * /proc. Sets f_op and f_data - -ENXIO.
	 */
	int (*reopen)(struct vfscore_file *of, struct vfscore_file *fp);

	/* The last reference goes: gives up f_data. Must not fail. */
	void (*release)(struct vfscore_file *fp);

	/* O_ASYNC: the owner is told of its queue's news by a signal */
	bool async;

	/* What an anonymous inode is called in /proc, "[eventfd]" - "[file]" */
	const char *name;
};

#define UK_FREAD  0x1 /* in f_mode: may be read, written */
#define UK_FWRITE 0x2
#define UK_FPOS	  0x4 /* has a position, which f_lock guards */
#define UK_FPATH  0x8 /* O_PATH: only a name */
/* Takes any position of pread() and pwrite() and has none itself: a device
 * like /dev/zero. Not together with UK_FPOS.
 */
#define UK_FANYPOS 0x10
#define UK_FSOCK   0x20 /* a socket; f_data is posix/socket's */
/* Mapped, it is memory without contents, new with each mapping. */
#define UK_FZERO 0x40

struct vfscore_file {
	const struct vfscore_fileops *f_op;
	__atomic f_count;
	unsigned int f_mode; /* UK_F*; constant */
	int f_flags;  /* O_* of open() and F_SETFL, without O_CREAT & Co */
	void *f_data; /* the operations' */
	struct vnode *f_vnode;	 /* NULL: an anonymous file; held */
	struct dentry *f_dentry; /* the name it was opened by, or NULL; held */
	struct mount *f_mount;	 /* of f_dentry; held */
	off_t f_offset;
	struct uk_mutex f_lock;	       /* f_offset, while UK_FPOS */
	struct uk_list_head f_ep;      /* epoll's registrations; epoll's lock */
	struct vfscore_owner *f_owner; /* posix/event's; NULL: never set */
};

/*
 * file.c: a new anonymous file with one reference, which is the caller's: a
 * pipe's end, a socket. NULL: no memory; data stays the caller's then.
 */
struct vfscore_file *vfscore_file_create(const struct vfscore_fileops *op,
					 unsigned int mode, int flags,
					 void *data);

/* One more reference, one less. The last one releases; may sleep. */
static inline void fhold(struct vfscore_file *fp)
{
	uk_refcount_acquire(&fp->f_count);
}

void vfscore_file_release(struct vfscore_file *fp);

/*
 * posix/event's, if it is in the image: called before a file's release while
 * f_ep is not empty, and empties it. May sleep.
 */
extern void (*vfscore_file_unwatch)(struct vfscore_file *fp);

/*
 * posix/event's, if it is in the image with posix/signal: the fcntl()s about
 * who is told by which signal; O_ASYNC of a file whose operations have async is
 * set (-ENOMEM) or cleared by this descriptor; a file with an owner goes. May
 * sleep.
 */
long vfscore_owner_fcntl(struct vfscore_file *fp, int cmd,
			 unsigned long arg) __weak;
int vfscore_owner_async(struct vfscore_file *fp, int fd, bool on) __weak;
void vfscore_owner_drop(struct vfscore_file *fp) __weak;

/*
 * posix/fdio's, since there has been a lock: a descriptor of a file is closed
 * (table: whose), a file is about to be released. May sleep.
 */
struct vfscore_locks {
	void (*close)(struct vfscore_file *fp, const void *table);
	void (*release)(struct vfscore_file *fp);
};

extern const struct vfscore_locks *vfscore_locks;

static inline void fdrop(struct vfscore_file *fp)
{
	if (uk_refcount_release(&fp->f_count))
		vfscore_file_release(fp);
}

/*
 * io.c: read and write with everything that is the same for all files: mode,
 * position (pos NULL: the file's own, with f_lock), limits. Return the bytes
 * moved or a negative errno.
 */
ssize_t vfscore_file_readv(struct vfscore_file *fp, struct iovec *iov, int n,
			   enum uio_seg seg, off_t *pos, int flags);
ssize_t vfscore_file_writev(struct vfscore_file *fp, struct iovec *iov, int n,
			    enum uio_seg seg, off_t *pos, int flags);

/* The same for a uio without uio_resid and uio_offset, which are set here. */
ssize_t vfscore_file_transfer(struct vfscore_file *fp, struct uio *uio,
			      off_t *pos, int flags);

/* The same from and to one buffer of the kernel. */
ssize_t vfscore_file_read(struct vfscore_file *fp, void *buf, size_t len,
			  off_t *pos);
ssize_t vfscore_file_write(struct vfscore_file *fp, const void *buf, size_t len,
			   off_t *pos);

/*
 * posix/fdio's: the size up to which the running thread may make a file grow.
 * posix/signal's: tells it by SIGXFSZ that this was more. Without these modules
 * there is no limit.
 */
off_t vfscore_size_limit(void) __weak;
void uk_signal_file_size(void) __weak;

/*
 * posix/fdtab: descriptors of the running thread's process. A number is taken
 * first, then a file is put there, for which the table takes a reference.
 */

/* The lowest free number, now reserved. -EMFILE, -ENOMEM. */
int vfscore_alloc_fd(void);

/* Reserves this number. -EBUSY, -EBADF. */
int vfscore_reserve_fd(int fd);

/* Frees a number and closes what is there. -EBADF. */
int vfscore_put_fd(int fd);

/* Puts a file there and closes what was there. -EBADF, -ENOMEM. */
int vfscore_install_fd(int fd, struct vfscore_file *fp);

/* The file of a number with a reference, or NULL; gives that back. */
struct vfscore_file *vfscore_get_file(int fd);
void vfscore_put_file(struct vfscore_file *fp);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_FILE_H__ */
