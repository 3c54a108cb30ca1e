# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Small functions that the other parts and module files call. None forks.

empty :=
space := $(empty) $(empty)
comma := ,
hash := \#
define newline


endef

# $(call qstrip,"text"): text without the quotes of a configuration string
qstrip = $(strip $(subst ",,$1))

# $(call lc,text), $(call uc,text): lower and upper case; uc also turns - . + into _,
# which makes a variable's name of a library's or a file's
uc = $(subst -,_,$(subst .,_,$(subst +,_,$(subst a,A,$(subst b,B,$(subst c,C,$(subst d,D,$(subst e,E,$(subst f,F,$(subst g,G,$(subst h,H,$(subst i,I,$(subst j,J,$(subst k,K,$(subst l,L,$(subst m,M,$(subst n,N,$(subst o,O,$(subst p,P,$(subst q,Q,$(subst r,R,$(subst s,S,$(subst t,T,$(subst u,U,$(subst v,V,$(subst w,W,$(subst x,X,$(subst y,Y,$(subst z,Z,$1)))))))))))))))))))))))))))))
lc = $(subst A,a,$(subst B,b,$(subst C,c,$(subst D,d,$(subst E,e,$(subst F,f,$(subst G,g,$(subst H,h,$(subst I,i,$(subst J,j,$(subst K,k,$(subst L,l,$(subst M,m,$(subst N,n,$(subst O,o,$(subst P,p,$(subst Q,q,$(subst R,r,$(subst S,s,$(subst T,t,$(subst U,u,$(subst V,v,$(subst W,w,$(subst X,x,$(subst Y,y,$(subst Z,z,$1))))))))))))))))))))))))))

# $(call uniq,words): without repetitions, the first of each kept in its place
uniq = $(eval uk-seen :=)$(foreach w,$1,$(if $(filter $w,$(uk-seen)),,$(eval uk-seen += $w)))$(strip $(uk-seen))

# $(call uk-write,file,text): writes the file if it does not hold the text yet (white
# space aside: GNU make 4.3 keeps or drops the last newline of what $(file <) reads). So
# a target that depends on the file is remade when the text changes, and only then.
uk-write = $(if $(call uk-differ,$(strip $(file <$1)),$(strip $2)),$(if $(wildcard $(dir $1)),,$(call uk-mkdir,$(dir $1)))$(file >$1,$2))
uk-differ = $(if $(subst x$1x,,x$2x)$(subst x$2x,,x$1x),y)
uk-mkdir = $(shell mkdir -p $1)

# $(call uk-problem,sentence): something in the configuration that prevents a build.
# Told when the build starts, not here: a stale config.mk must be remade first.
UK_PROBLEMS :=
uk-problem = $(if $(findstring $1,$(UK_PROBLEMS)),,$(eval UK_PROBLEMS += $$(newline)  $1))
