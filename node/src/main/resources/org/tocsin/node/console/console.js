// Live parts and keys. Every page can be read and used without this file.
'use strict';
(() => {
  const doc = document;
  const root = doc.documentElement;
  root.classList.add('scripted');

  const twoDigits = n => String(n).padStart(2, '0');
  const clock = at => `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}:${twoDigits(at.getSeconds())}`;

  // --- live: on news the page is asked for again and the parts that changed are swapped in. One place renders: the server.
  const link = doc.getElementById('link');
  const REFRESH_EACH = 700;
  const SILENT_AFTER = 12000;
  let heard = Date.now();
  let shown = Date.now();
  let timer = 0;
  let asking = false;
  let again = false;

  function say(state, symbol, words) {
    if (link.dataset.state === state && link.querySelector('.says').textContent === words) return;
    link.dataset.state = state;
    link.querySelector('.sym').textContent = symbol;
    link.querySelector('.says').textContent = words;
  }

  const live = () => say('live', '●', 'live');
  const lost = () => say('lost', '▲', `connection lost, as of ${clock(new Date(shown))}`);

  function news() {
    if (asking) again = true;
    else if (!timer) timer = setTimeout(refresh, Math.max(60, shown + REFRESH_EACH - Date.now()));
  }

  async function refresh() {
    timer = 0;
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'manual' });
      if (answer.type === 'opaqueredirect' || answer.status === 401) {
        say('lost', '▲', 'logged out; load the page again');
      } else if (answer.ok) {
        swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        shown = Date.now();
        live();
      }
    } catch {
      lost();
    } finally {
      asking = false;
      if (again) {
        again = false;
        news();
      }
    }
  }

  function swap(fresh) {
    for (const next of fresh.querySelectorAll('[data-live]')) {
      const part = doc.getElementById(next.id);
      if (part && part.innerHTML !== next.innerHTML && !isRead(part)) replace(part, next);
    }
  }

  // What a person is marking or filling in stays as it is.
  function isRead(part) {
    const marked = getSelection();
    return (!marked.isCollapsed && part.contains(marked.anchorNode)) || part.contains(doc.querySelector('input:focus'));
  }

  function replace(part, next) {
    const known = new Set([...part.querySelectorAll('[data-key]')].map(row => row.dataset.key));
    const focused = part.contains(doc.activeElement) ? doc.activeElement : null;
    const row = focused && focused.closest('[data-key]');
    const where = row && [...row.querySelectorAll('a,button')].indexOf(focused);
    part.replaceChildren(...next.childNodes);
    for (const one of part.querySelectorAll('[data-key]')) {
      if (known.size && !known.has(one.dataset.key)) one.classList.add('fresh');
      if (row && one.dataset.key === row.dataset.key) one.querySelectorAll('a,button')[where]?.focus({ preventScroll: true });
    }
    copies(part);
  }

  if (link && window.EventSource) {
    const stream = new EventSource(doc.body.dataset.stream);
    const alive = () => {
      heard = Date.now();
      live();
    };
    stream.addEventListener('hello', () => {
      alive();
      news();
    });
    stream.addEventListener('beat', () => {
      alive();
      news();
    });
    stream.addEventListener('missed', news);
    stream.addEventListener('alive', () => {
      alive();
      if (Date.now() - shown > 9000) news();
    });
    stream.onerror = lost;
    setInterval(() => {
      if (Date.now() - heard > SILENT_AFTER) lost();
    }, 1000);
  }

  // --- copying: addresses, hashes and commands.
  function copies(part) {
    for (const code of part.querySelectorAll('[data-copy]')) {
      const button = doc.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'copy';
      button.setAttribute('aria-label', `Copy ${code.textContent}`);
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'copied';
        setTimeout(() => (button.textContent = 'copy'), 1500);
      });
      code.after(button);
    }
  }
  copies(doc);

  // --- the door: after a link from elsewhere the browser holds the session's cookie back once; asking again lets it through.
  const door = doc.querySelector('[data-door]');
  if (door) {
    fetch(location.href, { redirect: 'manual' })
      .then(answer => answer.type === 'opaqueredirect' && location.replace(door.elements.next.value))
      .catch(() => {});
  }

  // --- keys
  const keys = doc.getElementById('keys');
  const help = () => keys && (keys.open ? keys.close() : keys.showModal());
  doc.querySelector('[data-keys]')?.addEventListener('click', help);

  function step(by) {
    const rows = [...doc.querySelectorAll('[data-row]')];
    if (!rows.length) return;
    const now = rows.indexOf(doc.activeElement.closest('[data-row]'));
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
    const open = next.querySelector('a.open, button');
    if (open) {
      open.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  doc.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys?.open) return;
    if (event.target.closest('input,textarea,select')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const act = {
      '/': () => doc.getElementById('search')?.focus(),
      j: () => step(1),
      k: () => step(-1),
      u: () => doc.querySelector('[data-undo]')?.requestSubmit(),
      '?': help
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
