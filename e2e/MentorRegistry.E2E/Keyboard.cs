using System.Text.Json;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>Walks a page with the Tab key alone, as a person without a mouse does.</summary>
public static class Keyboard
{
    // One radio button stands for its group: Tab enters the group, arrows move inside it.
    private const string Prepare = """
        () => {
          const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
          const seen = new Set();
          const stops = [...document.querySelectorAll(wanted)].filter(element => {
            if (element.disabled || element.closest('[inert]') || element.tabIndex < 0) return false;
            if (!element.checkVisibility({ visibilityProperty: true })) return false;
            if (element.type !== 'radio') return true;
            const group = (element.form?.id ?? '') + '/' + element.name;
            return !seen.has(group) && seen.add(group);
          });
          const look = element => [element, element.parentElement, element.nextElementSibling, ...(element.labels ?? [])]
            .filter(part => part)
            .flatMap(part => [null, '::before', '::after'].map(pseudo => {
              const style = getComputedStyle(part, pseudo);
              const outline = style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor;
              return [outline, style.boxShadow, style.border, style.backgroundColor, style.textDecoration].join();
            }))
            .join('|');
          const name = element => (element.tagName.toLowerCase() + ' ' +
            (element.id || element.name || element.getAttribute('aria-label') || element.textContent || '')
              .trim().replace(/\s+/g, ' ').slice(0, 60));
          // A field may have taken the focus by itself; the walk begins at the top all the same.
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
          scrollTo(0, 0);
          window.keyboardWalk = { stops, look, name, before: new Map(stops.map(stop => [stop, look(stop)])), reached: new Set() };
          return stops.length;
        }
        """;

    private const string Step = """
        () => {
          const walk = window.keyboardWalk;
          const element = document.activeElement;
          if (!element || element === document.body || walk.reached.has(element)) return { ended: true, trouble: '' };
          walk.reached.add(element);
          document.getAnimations().forEach(animation => animation.finish?.());
          const box = element.getBoundingClientRect();
          const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
          const stop = walk.before.has(element);
          const marked = !stop || walk.before.get(element) !== walk.look(element);
          const trouble = !inside ? 'is outside the screen when it has the focus'
            : !marked ? 'does not show that it has the focus' : '';
          return { ended: false, trouble: trouble && walk.name(element) + ' ' + trouble };
        }
        """;

    private const string Missed = """
        () => {
          const walk = window.keyboardWalk;
          const groups = new Set([...walk.reached].filter(stop => stop.type === 'radio').map(stop => stop.name));
          return walk.stops
            .filter(stop => !walk.reached.has(stop) && !(stop.type === 'radio' && groups.has(stop.name)))
            .map(stop => walk.name(stop) + ' is not reached');
        }
        """;

    /// <summary>
    /// Tabs from the page's top to its end and asserts that every link, button and field is reached and shows, inside
    /// the screen, that it has the focus.
    /// </summary>
    public static async Task AssertReachesEverythingAsync(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(Prepare);
        Assert.True(stops > 0, $"{page.Url} has nothing to reach by keyboard.");
        var troubles = new List<string>();
        // A little more than the stops that are known: a part that opens on focus may add some.
        for (var presses = 0; presses < stops + 20; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var step = await page.EvaluateAsync<JsonElement>(Step);
            if (step.GetProperty("ended").GetBoolean())
            {
                break;
            }

            if (step.GetProperty("trouble").GetString() is { Length: > 0 } trouble)
            {
                troubles.Add(trouble);
            }
        }

        troubles.AddRange(await page.EvaluateAsync<string[]>(Missed));
        Assert.True(
            troubles.Count == 0,
            $"By keyboard on {page.Url}:{Environment.NewLine}{string.Join(Environment.NewLine, troubles)}"
        );
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    public static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 150; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (
                await page.EvaluateAsync<bool>(
                    "wanted => !!document.activeElement?.matches(wanted)",
                    selector
                )
            )
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {selector} on {page.Url}.");
    }
}
