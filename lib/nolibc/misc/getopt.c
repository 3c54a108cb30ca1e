/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Options of the command line: getopt(), getopt_long(). */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>

char *optarg;
int optind = 1;
int opterr = 1;
int optopt;
int optreset;

static int optpos; /* in the word that has several short options */

/* posix/nolibc prints; without it nobody does. */
extern void __getopt_complain(const char *program, const char *text,
			      const char *option, size_t len)
	__attribute__((weak));

static void complain(char *const argv[], const char *optstring,
		     const char *text, const char *option, size_t len)
{
	if (opterr && optstring[0] != ':' && __getopt_complain)
		__getopt_complain(argv[0], text, option, len);
}

static void restart(void)
{
	if (optind == 0 || optreset) {
		optreset = 0;
		optpos = 0;
		optind = 1;
	}
}

/* Step to the next character, or word, behind an option. */
static void advance(char *const argv[])
{
	if (!argv[optind][++optpos]) {
		optind++;
		optpos = 0;
	}
}

static const char *skip_mode(const char *optstring)
{
	return *optstring == '-' || *optstring == '+' ? optstring + 1
						      : optstring;
}

int getopt(int argc, char *const argv[], const char *optstring)
{
	const char *word, *known;
	unsigned char c;

	optstring = skip_mode(optstring);
	restart();
	if (optind >= argc || !argv[optind])
		return -1;
	word = argv[optind];
	if (optpos == 0) {
		if (word[0] != '-' || !word[1])
			return -1;
		if (word[1] == '-' && !word[2]) {
			optind++;
			return -1;
		}
		optpos = 1;
	}

	c = (unsigned char)word[optpos];
	known = c == ':' ? NULL : strchr(optstring, c);
	optarg = NULL;
	if (!known) {
		optopt = c;
		complain(argv, optstring, "invalid option", word + optpos, 1);
		advance(argv);
		return '?';
	}
	if (known[1] != ':') {
		advance(argv);
		return c;
	}

	/* an argument: the rest of the word, or the next word */
	if (word[optpos + 1]) {
		optarg = argv[optind++] + optpos + 1;
	} else {
		optind++;
		if (known[2] != ':') {
			if (optind >= argc) {
				optopt = c;
				complain(argv, optstring,
					 "option requires an argument",
					 word + optpos, 1);
				optpos = 0;
				return optstring[0] == ':' ? ':' : '?';
			}
			optarg = argv[optind++];
		}
	}
	optpos = 0;
	return c;
}

/* The long option that `name` says: whole, or the only one that begins so. */
static const struct option *find_long(const struct option *longopts,
				      const char *name, size_t len,
				      bool *ambiguous)
{
	const struct option *found = NULL;
	const struct option *o;

	*ambiguous = false;
	for (o = longopts; o->name; o++) {
		if (strncmp(o->name, name, len) != 0)
			continue;
		if (!o->name[len])
			return o;
		*ambiguous |= found != NULL;
		found = o;
	}
	return found;
}

/* The word at optind is a long option whose name begins at `name`. */
static int take_long(int argc, char *const argv[], const char *optstring,
		     const struct option *longopts, int *longindex, char *name)
{
	size_t len = strcspn(name, "=");
	const struct option *o;
	bool ambiguous;

	o = find_long(longopts, name, len, &ambiguous);
	optind++;
	optarg = NULL;
	if (!o || (ambiguous && o->name[len])) {
		optopt = 0;
		complain(argv, optstring,
			 o ? "option is ambiguous" : "unrecognized option",
			 name, len);
		return '?';
	}
	if (name[len] == '=') {
		if (o->has_arg == no_argument) {
			optopt = o->val;
			complain(argv, optstring,
				 "option does not take an argument", name, len);
			return '?';
		}
		optarg = name + len + 1;
	} else if (o->has_arg == required_argument) {
		if (optind >= argc) {
			optopt = o->val;
			complain(argv, optstring, "option requires an argument",
				 name, len);
			return optstring[0] == ':' ? ':' : '?';
		}
		optarg = argv[optind++];
	}
	if (longindex)
		*longindex = (int)(o - longopts);
	if (o->flag) {
		*o->flag = o->val;
		return 0;
	}
	return o->val;
}

/* Move the word at `from` to the earlier place `to`. */
static void move_word(char **argv, int from, int to)
{
	char *word = argv[from];

	memmove(&argv[to + 1], &argv[to],
		(size_t)(from - to) * sizeof(argv[0]));
	argv[to] = word;
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

static int take_option(int argc, char *const argv[], const char *optstring,
		       const struct option *longopts, int *longindex,
		       bool long_only)
{
	const char *opts = skip_mode(optstring);
	char *word = argv[optind];
	bool ambiguous;

	if (optpos == 0 && word[0] == '-' && word[1] == '-' && word[2])
		return take_long(argc, argv, opts, longopts, longindex,
				 word + 2);
	if (optpos == 0 && long_only &&
	    find_long(longopts, word + 1, strcspn(word + 1, "="), &ambiguous) &&
	    (word[2] || !strchr(opts, word[1])))
		return take_long(argc, argv, opts, longopts, longindex,
				 word + 1);
	return getopt(argc, argv, optstring);
}

/*
 * Options behind other words are found too: those words move behind them,
 * unless optstring begins with '+' (stop there) or '-' (return them as the
 * argument of option 1).
 */
static int getopt_any(int argc, char *const argv[], const char *optstring,
		      const struct option *longopts, int *longindex,
		      bool long_only)
{
	char **words = (char **)(uintptr_t)argv;
	int start, result, next, i;

	restart();
	if (optind >= argc || !argv[optind])
		return -1;
	if (optpos > 0 || is_option(argv[optind]) || *optstring == '+')
		return take_option(argc, argv, optstring, longopts, longindex,
				   long_only);
	if (*optstring == '-') {
		optarg = argv[optind++];
		return 1;
	}

	start = optind;
	for (next = start; next < argc && argv[next]; next++)
		if (is_option(argv[next]))
			break;
	if (next >= argc || !argv[next])
		return -1;
	optind = next;
	result = take_option(argc, argv, optstring, longopts, longindex,
			     long_only);
	/* words [next, end) were the option: to the front of [start, next) */
	i = optpos > 0 ? optind + 1 : optind;
	for (; next < i; next++, start++)
		move_word(words, next, start);
	optind = optpos > 0 ? start - 1 : start;
	return result;
}

int getopt_long(int argc, char *const argv[], const char *optstring,
		const struct option *longopts, int *longindex)
{
	return getopt_any(argc, argv, optstring, longopts, longindex, false);
}

int getopt_long_only(int argc, char *const argv[], const char *optstring,
		     const struct option *longopts, int *longindex)
{
	return getopt_any(argc, argv, optstring, longopts, longindex, true);
}
