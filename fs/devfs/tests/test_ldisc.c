/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The line discipline: what termios(3) says, and what Linux does. */
#include <stdio.h>
#include <string.h>
#include <uk/test.h>
#include "../ldisc_priv.h"
#include "pty.h"

static struct ldisc ld;
static char shown[512];
static size_t shown_len;
static int signals;

static void out(struct ldisc *l __unused, const char *text, size_t len)
{
	if (shown_len + len >= sizeof(shown))
		return;
	memcpy(shown + shown_len, text, len);
	shown_len += len;
	shown[shown_len] = '\0';
}

static void signal_sent(struct ldisc *l __unused, int signo)
{
	signals = signals * 100 + signo;
}

static void start(void)
{
	ld = (struct ldisc){.out = out, .signal = signal_sent};
	ldisc_init(&ld);
	shown_len = 0;
	shown[0] = '\0';
	signals = 0;
}

static void set(uint32_t off, uint32_t on)
{
	struct tty_termios t = ld.t;

	t.lflag = (t.lflag & ~off) | on;
	ldisc_set_termios(&ld, &t);
}

static void type(const char *text)
{
	for (; *text; text++)
		ldisc_receive(&ld, (unsigned char)*text);
}

/* Whether a read of n bytes gives this; NULL: nothing is there. */
static bool reads(size_t n, const char *text)
{
	char buf[64];
	size_t got;
	bool more;

	if (!ldisc_take(&ld, buf, n, &got, &more))
		return !text;
	if (more && got == n)
		ldisc_skip_eof(&ld);
	return text && got == strlen(text) && !memcmp(buf, text, got);
}

UK_TESTCASE(devfs_ldisc, lines)
{
	start();
	type("ab");
	UK_TEST_EXPECT(!ldisc_ready(&ld));
	UK_TEST_EXPECT_ZERO(ldisc_count(&ld));
	type("c\ndef\ngh");
	UK_TEST_EXPECT_SNUM_EQ(ldisc_count(&ld), 8);
	UK_TEST_EXPECT(reads(2, "ab"));
	UK_TEST_EXPECT(reads(20, "c\n"));
	UK_TEST_EXPECT(reads(20, "def\n"));
	UK_TEST_EXPECT(reads(20, NULL));
	UK_TEST_EXPECT_ZERO(strcmp(shown, "abc\ndef\ngh"));
}

UK_TESTCASE(devfs_ldisc, end_of_file)
{
	start();
	/* An empty line is an end, one with characters is read without */
	type("\4");
	UK_TEST_EXPECT_ZERO(ldisc_count(&ld));
	UK_TEST_EXPECT(reads(10, ""));
	UK_TEST_EXPECT(reads(10, NULL));
	type("abc\4");
	UK_TEST_EXPECT_SNUM_EQ(ldisc_count(&ld), 3);
	UK_TEST_EXPECT(reads(10, "abc"));
	UK_TEST_EXPECT(reads(10, NULL));
	/* Also for a reader whose memory it fills */
	type("abc\4");
	UK_TEST_EXPECT(reads(3, "abc"));
	UK_TEST_EXPECT(reads(3, NULL));
	type("abc\4\4");
	UK_TEST_EXPECT(reads(3, "abc"));
	UK_TEST_EXPECT(reads(3, ""));
	UK_TEST_EXPECT(reads(3, NULL));
}

UK_TESTCASE(devfs_ldisc, without_lines)
{
	start();
	type("a\4bc");
	set(L_ICANON, 0);
	UK_TEST_EXPECT_SNUM_EQ(ldisc_count(&ld), 4);
	UK_TEST_EXPECT(ldisc_ready(&ld));
	{
		char buf[8];
		size_t got;
		bool more;

		UK_TEST_EXPECT(ldisc_take(&ld, buf, 8, &got, &more));
		UK_TEST_EXPECT_SNUM_EQ(got, 4);
		UK_TEST_EXPECT_ZERO(memcmp(buf, "a\0bc", 4));
	}
	type("x\4");
	UK_TEST_EXPECT(reads(8, "x\4"));
	/* And lines again: what is there is one */
	type("yz");
	set(0, L_ICANON);
	UK_TEST_EXPECT(reads(8, "yz"));
	UK_TEST_EXPECT(reads(8, NULL));
}

UK_TESTCASE(devfs_ldisc, minimum)
{
	start();
	set(L_ICANON, 0);
	ld.t.cc[CC_MIN] = 3;
	type("ab");
	UK_TEST_EXPECT(ldisc_ready(&ld));
	UK_TEST_EXPECT(!ldisc_poll_ready(&ld));
	type("c");
	UK_TEST_EXPECT(ldisc_poll_ready(&ld));
	ld.t.cc[CC_MIN] = 4;
	ld.t.cc[CC_TIME] = 1;
	UK_TEST_EXPECT(ldisc_poll_ready(&ld));
}

UK_TESTCASE(devfs_ldisc, editing)
{
	start();
	type("abx\x7f"
	     "c de_f\x17g\n");
	UK_TEST_EXPECT(reads(20, "abc g\n"));
	type("forget\x15you\n");
	UK_TEST_EXPECT(reads(20, "you\n"));
	type("\x16\x03\x16\x04\n");
	UK_TEST_EXPECT(reads(20, "\3\4\n"));
	UK_TEST_EXPECT_ZERO(signals);
	start();
	type("a\tb\x7f\x7f"
	     "c");
	/* b goes as a character, the tab as seven columns */
	UK_TEST_EXPECT_ZERO(strcmp(shown, "a\tb\b \b\b\b\b\b\b\b\bc"));
	start();
	type("\1\x7f");
	UK_TEST_EXPECT_ZERO(strcmp(shown, "^A\b \b\b \b"));
	start();
	type("ab\x12");
	UK_TEST_EXPECT_ZERO(strcmp(shown, "ab^R\nab"));
}

UK_TESTCASE(devfs_ldisc, disabled)
{
	start();
	memset(ld.t.cc, 0, sizeof(ld.t.cc));
	ldisc_receive(&ld, 'a');
	ldisc_receive(&ld, 0);
	ldisc_receive(&ld, 0x7f);
	ldisc_receive(&ld, '\n');
	UK_TEST_EXPECT_SNUM_EQ(ldisc_count(&ld), 4);
	UK_TEST_EXPECT_ZERO(signals);
}

UK_TESTCASE(devfs_ldisc, signals)
{
	start();
	type("abc\3");
	UK_TEST_EXPECT_SNUM_EQ(signals, 2);
	UK_TEST_EXPECT_ZERO(strcmp(shown, "abc^C"));
	type("d\n");
	UK_TEST_EXPECT(reads(10, "d\n"));
	type("\x1c\x1a");
	UK_TEST_EXPECT_SNUM_EQ(signals, 20320);
	set(L_ISIG, 0);
	type("\3\n");
	UK_TEST_EXPECT(reads(10, "\3\n"));
	set(0, L_ISIG | L_NOFLSH);
	type("ab\3c\n");
	UK_TEST_EXPECT(reads(10, "abc\n"));
}

UK_TESTCASE(devfs_ldisc, flow)
{
	start();
	type("\x13");
	UK_TEST_EXPECT(ld.stopped);
	type("a");
	UK_TEST_EXPECT(ld.stopped);
	type("\x11");
	UK_TEST_EXPECT(!ld.stopped);
	type("\x13\3");
	UK_TEST_EXPECT(!ld.stopped);
	type("\x13");
	ld.t.iflag |= I_IXANY;
	type("b");
	UK_TEST_EXPECT(!ld.stopped);
	type("\x13");
	{
		struct tty_termios t = ld.t;

		t.iflag &= ~I_IXON;
		ldisc_set_termios(&ld, &t);
	}
	UK_TEST_EXPECT(!ld.stopped);
	type("\x13\n");
	UK_TEST_EXPECT(reads(10, "b\x13\n"));
}

UK_TESTCASE(devfs_ldisc, full)
{
	start();
	set(L_ECHO, 0);
	/* A line that is too long still ends */
	for (unsigned int i = 0; i < 2 * LDISC_SIZE; i++) {
		UK_TEST_EXPECT(ldisc_has_room(&ld));
		ldisc_receive(&ld, 'x');
	}
	UK_TEST_EXPECT(!ldisc_ready(&ld));
	type("\n");
	UK_TEST_EXPECT_SNUM_EQ(ldisc_count(&ld), LDISC_SIZE - 1);
	/* The rest stays where it is until somebody has read */
	UK_TEST_EXPECT(!ldisc_has_room(&ld));
	UK_TEST_EXPECT(reads(10, "xxxxxxxxxx"));
	UK_TEST_EXPECT(ldisc_has_room(&ld));
}

/* Runs long enough to have met every setting with every character. */
UK_TESTCASE(devfs_ldisc, as_linux)
{
	for (unsigned int seed = 1; seed <= 60; seed++) {
		bool same = false;

		/* Linux's thread may have been late: what differs differs
		 * again
		 */
		for (int i = 0; i < 6 && !same; i++) {
			if (!pty_start(seed)) {
				printf("no pseudo-terminals here\n");
				return;
			}
			same = pty_run(150, 1000U << 2 * i);
			pty_stop();
		}
		UK_TEST_EXPECT(same);
	}
}

uk_testsuite_register(devfs_ldisc, NULL);
