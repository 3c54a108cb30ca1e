/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The line discipline beside Linux's: random characters go through both, with
 * random settings, and both must echo and read the same. Linux's is that of a
 * pseudo-terminal, whose work is done by a thread: what does not agree yet is
 * looked at again for a while.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "../ldisc_priv.h"
#include "pty.h"

#define TRIES 400 /* of a quarter of a millisecond */
#define TEXT  8192

static int master, slave;
static struct ldisc ours;
static bool unseen; /* the last character has shown nothing */
static char echo_ours[TEXT], echo_linux[TEXT];
static size_t len_ours, len_linux;
static unsigned int random_state, patience;

static unsigned int pick(unsigned int n)
{
	random_state = random_state * 1103515245 + 12345;
	return (random_state >> 16) % n;
}

static void out(struct ldisc *ld, const char *text, size_t len)
{
	for (size_t i = 0; i < len && len_ours + 2 < TEXT; i++) {
		if (text[i] == '\n' && ldisc_is_plain(ld))
			echo_ours[len_ours++] = '\r';
		echo_ours[len_ours++] = text[i];
	}
}

static void no_signal(struct ldisc *ld, int signo)
{
	(void)ld;
	(void)signo;
}

bool pty_start(unsigned int seed)
{
	char name[64];
	int unlock = 0, number;

	random_state = seed;
	len_ours = len_linux = 0;
	ours = (struct ldisc){.out = out, .signal = no_signal};
	ldisc_init(&ours);
	master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK);
	if (master < 0)
		return false;
	if (ioctl(master, TIOCSPTLCK, &unlock) ||
	    ioctl(master, TIOCGPTN, &number))
		return false;
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
	return slave >= 0;
}

void pty_stop(void)
{
	close(slave);
	close(master);
}

/* What Linux has echoed by now. */
static void drain(void)
{
	struct pollfd fd = {.fd = slave, .events = POLLIN};
	ssize_t n;

	(void)poll(&fd, 1, 0); /* waits for the thread, mostly */
	while (len_linux < TEXT &&
	       (n = read(master, echo_linux + len_linux, TEXT - len_linux)) > 0)
		len_linux += (size_t)n;
}

static bool echoes_agree(void)
{
	for (int i = 0; i < TRIES; i++) {
		drain();
		if (len_linux == len_ours &&
		    !memcmp(echo_linux, echo_ours, len_ours))
			return true;
		usleep(250);
	}
	return false;
}

static bool counts_agree(void)
{
	int n = -1;

	for (int i = 0; i < TRIES; i++) {
		drain();
		if (ioctl(slave, FIONREAD, &n) == 0 &&
		    n == (int)ldisc_count(&ours))
			return true;
		usleep(250);
	}
	printf("FIONREAD: Linux %d, ours %u\n", n, ldisc_count(&ours));
	return false;
}

static void show(const char *who, const char *text, size_t len)
{
	printf("%s:", who);
	for (size_t i = len > 40 ? len - 40 : 0; i < len; i++)
		printf(" %02x", (unsigned char)text[i]);
	printf("\n");
}

static bool type_one(void)
{
	static const char some[] = "abc d_\n\r\t\x7f\x15\x04\x17\x16\x12\x03"
				   "\x1c\x1a\x0f\x01\x1b\xc3\xa4\xff;:";
	unsigned int i = pick(sizeof(some));
	char c = some[i];
	size_t before = len_ours;

	ldisc_receive(&ours, (unsigned char)c);
	unseen = len_ours == before;
	if (write(master, &c, 1) != 1)
		return false;
	if (echoes_agree())
		return true;
	printf("typed %02x, flags %x %x %x\n", (unsigned char)c, ours.t.iflag,
	       ours.t.oflag, ours.t.lflag);
	show("Linux", echo_linux, len_linux);
	show("ours", echo_ours, len_ours);
	return false;
}

/* As a read() without waiting does it. */
static ssize_t read_ours(char *buf, size_t n)
{
	size_t got, all = 0;
	bool more = true;

	if (!ldisc_ready(&ours))
		return -EAGAIN;
	while (more && all < n) {
		(void)ldisc_take(&ours, buf + all, n - all, &got, &more);
		all += got;
	}
	if (more)
		ldisc_skip_eof(&ours);
	return (ssize_t)all;
}

static bool read_both(void)
{
	char a[64], b[64];
	size_t n = 1 + pick(sizeof(a) - 1);
	ssize_t na, nb;

	if (!counts_agree())
		return false;
	if (unseen)
		usleep(patience); /* it may be an end of file */
	na = read(slave, a, n);
	if (na < 0)
		na = -errno;
	nb = read_ours(b, n);
	if (na == nb && (na <= 0 || !memcmp(a, b, (size_t)na)))
		return true;
	printf("read of %zu: Linux %zd, ours %zd\n", n, na, nb);
	show("Linux", a, na > 0 ? (size_t)na : 0);
	show("ours", b, nb > 0 ? (size_t)nb : 0);
	return false;
}

/* Sets some flags of those that matter here. */
static bool change(void)
{
	static const uint32_t iflags[] = {I_ISTRIP, I_INLCR, I_IGNCR, I_ICRNL,
					  I_IUTF8};
	static const uint32_t lflags[] = {
		L_ISIG,	  L_ICANON, L_ECHO,    L_ECHOE,	 L_ECHOK,
		L_ECHONL, L_NOFLSH, L_ECHOCTL, L_ECHOKE, L_IEXTEN};
	static const uint32_t oflags[] = {O_OPOST, O_ONLCR, O_OCRNL, O_ONOCR,
					  O_XTABS};
	static const int ccs[] = {CC_INTR, CC_ERASE, CC_KILL,  CC_EOF,
				  CC_EOL,  CC_EOL2,  CC_WERASE};
	struct tty_termios t = ours.t;

	/* What came before must not be meant, and nothing says that it is done
	 */
	if (unseen)
		usleep(patience);
	drain();
	t.iflag &= ~(I_IXON | I_IXANY);
	for (unsigned int i = 0; i < 5; i++) {
		t.iflag ^= pick(4) ? 0 : iflags[i];
		t.oflag ^= pick(6) ? 0 : oflags[i];
	}
	for (unsigned int i = 0; i < 10; i++)
		t.lflag ^= pick(5) ? 0 : lflags[i];
	if (!pick(3))
		t.cc[ccs[pick(7)]] = (uint8_t)(pick(2) ? ';' : 0);
	ldisc_set_termios(&ours, &t);
	return ioctl(slave, TCSETS, &t) == 0;
}

bool pty_run(unsigned int steps, unsigned int wait)
{
	bool ok;

	patience = wait;
	ok = change();

	while (ok && steps--) {
		switch (pick(12)) {
		case 0:
			ok = change();
			break;
		case 1:
		case 2:
			ok = read_both();
			break;
		default:
			ok = type_one();
		}
	}
	return ok;
}
