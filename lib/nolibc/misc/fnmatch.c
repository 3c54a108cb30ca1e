/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Matching names against patterns with * ? [set] and backslash. */
#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct match {
	const char *start; /* of the string */
	int flags;
};

static int fold(const struct match *m, char c)
{
	return m->flags & FNM_CASEFOLD ? tolower((unsigned char)c)
				       : (unsigned char)c;
}

/* Whether a dot at s must be matched by a dot. */
static bool leading_dot(const struct match *m, const char *s)
{
	if (!(m->flags & FNM_PERIOD) || *s != '.')
		return false;
	return s == m->start || ((m->flags & FNM_PATHNAME) && s[-1] == '/');
}

/* The class [:name:] at p, which is behind "[:"; NULL if there is none. */
static const char *match_class(const char *p, int c, bool *matches)
{
	static const struct {
		const char *name;
		int (*is)(int);
	} classes[] = {
		{"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank},
		{"cntrl", iscntrl}, {"digit", isdigit}, {"graph", isgraph},
		{"lower", islower}, {"print", isprint}, {"punct", ispunct},
		{"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
	};
	size_t i, len;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		len = strlen(classes[i].name);
		if (strncmp(p, classes[i].name, len) == 0 && p[len] == ':' &&
		    p[len + 1] == ']') {
			*matches |= classes[i].is(c) != 0;
			return p + len + 2;
		}
	}
	return NULL;
}

/*
 * The set at p, which is behind the [. Returns what follows the ], NULL if the
 * set has no end and the [ stands for itself.
 */
static const char *match_set(const struct match *m, const char *p, char s,
			     bool *result)
{
	bool invert = *p == '!' || *p == '^';
	int c = fold(m, s);
	const char *first, *next;
	bool found = false;
	int low, high;

	p += invert;
	first = p;
	for (; *p && (*p != ']' || p == first); p++) {
		if (p[0] == '[' && p[1] == ':') {
			next = match_class(p + 2, c, &found);
			if (next) {
				p = next - 1;
				continue;
			}
		}
		if (*p == '\\' && !(m->flags & FNM_NOESCAPE) && p[1])
			p++;
		if (*p == '/' && (m->flags & FNM_PATHNAME))
			return NULL;
		low = high = fold(m, *p);
		if (p[1] == '-' && p[2] && p[2] != ']') {
			p += 2;
			if (*p == '\\' && !(m->flags & FNM_NOESCAPE) && p[1])
				p++;
			high = fold(m, *p);
		}
		found |= low <= c && c <= high;
	}
	if (!*p)
		return NULL;
	*result = found != invert;
	return p + 1;
}

/* One element of the pattern, not *, against one character. */
static const char *match_one(const struct match *m, const char *p,
			     const char *s)
{
	const char *next;
	bool result;

	if (!*s)
		return NULL;
	if (*p == '?' || *p == '[') {
		if ((*s == '/' && (m->flags & FNM_PATHNAME)) ||
		    leading_dot(m, s))
			return NULL;
		if (*p == '?')
			return p + 1;
		next = match_set(m, p + 1, *s, &result);
		if (next)
			return result ? next : NULL;
	}
	if (*p == '\\' && !(m->flags & FNM_NOESCAPE) && p[1])
		p++;
	return fold(m, *p) == fold(m, *s) ? p + 1 : NULL;
}

/*
 * When something fails behind a *, that * takes one character more. Only the
 * last * need be remembered: what stands before it has matched already.
 */
static bool match(const struct match *m, const char *p, const char *s)
{
	const char *star = NULL; /* the pattern behind the last * */
	const char *star_s = s;	 /* the string behind what it took */
	const char *next;

	for (;;) {
		if (*p == '*' && !leading_dot(m, s)) {
			while (*p == '*')
				p++;
			star = p;
			star_s = s;
			continue;
		}
		if (!*p && (!*s || ((m->flags & FNM_LEADING_DIR) && *s == '/')))
			return true;
		next = *p && *p != '*' ? match_one(m, p, s) : NULL;
		if (next) {
			p = next;
			s++;
			continue;
		}
		if (!star || !*star_s ||
		    (*star_s == '/' && (m->flags & FNM_PATHNAME)))
			return false;
		s = ++star_s;
		p = star;
	}
}

int fnmatch(const char *pattern, const char *string, int flags)
{
	struct match m = {string, flags};

	return match(&m, pattern, string) ? 0 : FNM_NOMATCH;
}
