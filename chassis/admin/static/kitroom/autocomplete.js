// select2 shows something else in place of a select: who hears a page is told what that is.
'use strict';
{
    const labelOf = (select) => {
        const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
        const said = select.getAttribute('aria-label') || (label ? label.textContent : select.name);
        return said.trim().replace(/:$/, '');
    };

    const shownFor = (select) => select.nextElementSibling?.querySelector('[role="combobox"]');

    const name = (select) => {
        const shown = shownFor(select);
        if (!shown) {
            return;
        }
        const chosen = shown.querySelector('.select2-selection__rendered');
        chosen.removeAttribute('role');
        chosen.removeAttribute('aria-readonly');
        shown.id = `${select.id}-shown`;
        shown.setAttribute('aria-label', labelOf(select));
        shown.setAttribute('aria-labelledby', `${shown.id} ${chosen.id}`);
    };

    const nameAll = () => document.querySelectorAll('.admin-autocomplete').forEach(name);

    // jQuery is read after this; what it does when a page is ready it does in the order of asking.
    window.addEventListener('load', () => django.jQuery(nameAll));
    window.addEventListener('load', () => django.jQuery(document).on({
        'select2:open': ({target}) => {
            const shown = shownFor(target);
            shown.setAttribute('aria-controls', shown.getAttribute('aria-owns'));
            const open = '.select2-container--open';
            document
                .querySelectorAll(`${open} .select2-search__field, ${open} [role="listbox"]`)
                .forEach((part) => part.setAttribute('aria-label', labelOf(target)));
        },
        'select2:close': ({target}) => shownFor(target).removeAttribute('aria-controls'),
    }));
    // Whoever makes a new line's select2 hears of the line as well, perhaps later than this.
    document.addEventListener('formset:added', () => setTimeout(nameAll));
}
