# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Completion of epi's command line in bash.

_epi_value()
{
	case $1 in
	--library-path) mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
	--root | --with) mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
	--package) mapfile -t COMPREPLY < <(apt-cache --no-generate pkgnames "$2" 2>/dev/null) ;;
	--with-package) mapfile -t COMPREPLY < <(dpkg-query -W -f '${Package}\n' "$2*" 2>/dev/null) ;;
	--env) mapfile -t COMPREPLY < <(compgen -v -- "$2") ;;
	--arch) mapfile -t COMPREPLY < <(compgen -W "x86_64 arm64" -- "$2") ;;
	--machine) mapfile -t COMPREPLY < <(compgen -W "microvm q35 pc virt" -- "$2") ;;
	--accel) mapfile -t COMPREPLY < <(compgen -W "tcg kvm auto" -- "$2") ;;
	--cwd | --timeout | --memory | --cpu | --qemu-arg | --option) COMPREPLY=() ;;
	*) return 1 ;;
	esac
}

_epi()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} i
	local values=" --root --library-path --with --package --with-package --env
		--arch --machine --accel --cwd --timeout --memory --cpu --qemu-arg --option "

	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "run doctor cache --help --version" -- "$cur")
		return
	fi
	if [ "${COMP_WORDS[1]}" = doctor ]; then
		mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$cur")
		return
	fi
	if [ "${COMP_WORDS[1]}" = cache ]; then
		mapfile -t COMPREPLY < <(compgen -W "--prune --json --help" -- "$cur")
		return
	fi
	# Behind the program's name its own arguments begin: files, most likely
	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-*) case $values in *[[:space:]]"${COMP_WORDS[i]}"[[:space:]]*) ((i++)) ;; esac ;;
		*)
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
			return
			;;
		esac
	done
	_epi_value "$prev" "$cur" && return
	case $cur in
	-*) mapfile -t COMPREPLY < <(compgen -W "$values --strace --gdb --dry-run --prepare --help" -- "$cur") ;;
	*/*) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
	*) mapfile -t COMPREPLY < <(compgen -c -- "$cur") ;;
	esac
}

complete -F _epi epi ./epi
