// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * Shows instances as cards that reflow with the width. One control whatever their number: it paints the cards that are in sight,
 * and of these only what changed.
 */
public final class CardGrid extends Canvas {

	/** Number of cards painted last, as data of the control: benchmarks and tests look for it. */
	private static final String PAINTED = "org.creativestudio.cards.painted"; //$NON-NLS-1$
	private static final int COUNT_EVERY_MS = 1000;

	/** Is told what the user does. */
	public interface Listener {
		void selectionChanged();

		/** Enter or a double click on a card. */
		void opened(String id);

		/** A button of a card; not {@link CardAction#MORE}. */
		void pressed(String id, CardAction action);

		/** The context menu is wanted at a point of the display; the card is selected. */
		void menuWanted(Point place);
	}

	private record Known(InstanceSnapshot instance, CardFigures figures, CardModel card) {
	}

	private final Listener listener;
	private final CardPainter painter;
	private final CardColors colors;
	private final LocalResourceManager resources;
	private final CardSelection selection = new CardSelection();
	private final Map<String, Known> models = new HashMap<>();
	private final CardAccessible accessible;
	private final CardInput input;
	private CardMetrics metrics;
	private CardLayout layout;
	private Function<String, CardFigures> figures = id -> CardFigures.NONE;
	private List<InstanceSnapshot> instances = List.of();
	private boolean counting;
	private int top;

	CardGrid(Composite parent, CardColors colors, Function<String, ImageDescriptor> icons, Listener listener) {
		super(parent, SWT.V_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		this.listener = listener;
		this.colors = colors;
		resources = new LocalResourceManager(JFaceResources.getResources(), this);
		painter = new CardPainter(colors, resources, icons);
		metrics = new CardMetrics(this, resources);
		layout = metrics.layout(0, 0);
		addPaintListener(event -> paint(event.gc, new Rectangle(event.x, event.y, event.width, event.height)));
		addListener(SWT.Resize, event -> relayout());
		addListener(SWT.FocusIn, event -> focusChanged());
		addListener(SWT.FocusOut, event -> focusChanged());
		addListener(SWT.ZoomChanged, event -> fontsChanged());
		ScrollBar bar = getVerticalBar();
		bar.addListener(SWT.Selection, event -> scrollTo(bar.getSelection()));
		IPropertyChangeListener fonts = event -> fontsChanged();
		JFaceResources.getFontRegistry().addListener(fonts);
		addDisposeListener(event -> {
			JFaceResources.getFontRegistry().removeListener(fonts);
			metrics.dispose();
		});
		input = new CardInput(this);
		accessible = new CardAccessible(this);
	}

	/** Shows these, in this order. What is the same object as before is not painted again. */
	public void setInstances(List<InstanceSnapshot> shown) {
		List<InstanceSnapshot> before = instances;
		instances = List.copyOf(shown);
		countDownLater();
		boolean sameIds = before.size() == instances.size();
		for (int i = 0; sameIds && i < before.size(); i++)
			sameIds = before.get(i).id().equals(instances.get(i).id());
		if (sameIds)
			redrawChanged(before);
		else {
			List<String> ids = instances.stream().map(InstanceSnapshot::id).toList();
			models.keySet().retainAll(ids);
			boolean changed = selection.setOrder(ids);
			input.reset();
			relayout();
			accessible.selectionChanged();
			if (changed)
				listener.selectionChanged();
		}
	}

	/** What was measured of an instance, by its id; asked whenever a card is painted, so it must not block. */
	void setFigures(Function<String, CardFigures> source) {
		figures = source;
	}

	/** After something was measured: paints those cards in sight that look different now. */
	void figuresChanged() {
		int end = Math.min(instances.size(), layout.endIn(top + getClientArea().height));
		for (int i = layout.firstIn(top); i < end; i++) {
			Known before = models.get(instances.get(i).id());
			if (before != null && before.figures() != figures.apply(before.instance().id()) && !before.card().equals(card(instances.get(i))))
				redrawCard(i);
		}
	}

	private void redrawChanged(List<InstanceSnapshot> before) {
		int end = layout.endIn(top + getClientArea().height);
		for (int i = layout.firstIn(top); i < end; i++)
			if (before.get(i) != instances.get(i)) {
				Known known = models.get(before.get(i).id());
				CardModel old = known == null ? card(before.get(i)) : known.card();
				CardModel now = card(instances.get(i));
				if (!old.equals(now)) {
					redrawCard(i);
					if (i == focusIndex() && !old.summary().equals(now.summary()))
						accessible.cardChanged(i);
				}
			}
	}

	/** Once a second while a card counts down to a restart. */
	private void countDown() {
		counting = false;
		if (isDisposed())
			return;
		for (int i = 0; i < instances.size(); i++)
			if (instances.get(i).restart() != null) {
				models.remove(instances.get(i).id());
				redrawCard(i);
			}
		countDownLater();
	}

	private void countDownLater() {
		if (!counting && instances.stream().anyMatch(instance -> instance.restart() != null)) {
			counting = true;
			getDisplay().timerExec(COUNT_EVERY_MS, this::countDown);
		}
	}

	private CardModel card(InstanceSnapshot instance) {
		Known known = models.get(instance.id());
		CardFigures measured = figures.apply(instance.id());
		if (known != null && known.instance() == instance && known.figures() == measured)
			return known.card();
		CardModel card = CardModel.of(instance, measured, Instant.now());
		models.put(instance.id(), new Known(instance, measured, card));
		return card;
	}

	private void paint(GC gc, Rectangle dirty) {
		gc.setBackground(colors.get("grid.background")); //$NON-NLS-1$
		gc.fillRectangle(dirty);
		int painted = 0;
		int end = layout.endIn(top + dirty.y + dirty.height);
		for (int i = layout.firstIn(top + dirty.y); i < end; i++) {
			Rectangle bounds = bounds(i);
			if (bounds.intersects(dirty)) {
				painter.paint(gc, metrics, card(instances.get(i)), bounds, look(i));
				painted++;
			}
		}
		setData(PAINTED, painted);
	}

	private CardPainter.Look look(int index) {
		boolean focus = isFocusControl() && index == selection.focusIndex();
		return new CardPainter.Look(selection.isSelected(instances.get(index).id()), input.hoverCard() == index, focus,
				focus ? input.focusButton() : -1, input.hoverCard() == index ? input.hoverButton() : -1,
				input.hoverCard() == index ? input.pressedButton() : -1);
	}

	private void relayout() {
		Rectangle area = getClientArea();
		layout = metrics.layout(area.width, instances.size());
		ScrollBar bar = getVerticalBar();
		int content = layout.contentHeight();
		top = Math.max(0, Math.min(top, content - area.height));
		boolean needed = content > area.height;
		bar.setValues(top, 0, Math.max(1, content), Math.max(1, Math.min(area.height, content)), layout.rowHeight() / 3,
				Math.max(1, area.height - CardMetrics.GAP));
		if (bar.getVisible() != needed)
			bar.setVisible(needed); // changes the width, which comes back as a resize
		redraw();
	}

	private void fontsChanged() {
		metrics.dispose();
		metrics = new CardMetrics(this, resources);
		relayout();
	}

	private void focusChanged() {
		if (selection.focusIndex() < 0 && !instances.isEmpty())
			selection.focus(layout.firstIn(top));
		if (selection.focusIndex() >= 0)
			redrawCard(selection.focusIndex());
		accessible.focusMoved();
	}

	public void scrollTo(int position) {
		int wanted = Math.max(0, Math.min(position, layout.contentHeight() - getClientArea().height));
		if (wanted == top)
			return;
		top = wanted;
		getVerticalBar().setSelection(top);
		redraw();
	}

	public int top() {
		return top;
	}

	public CardLayout cardLayout() {
		return layout;
	}

	public int count() {
		return instances.size();
	}

	public String id(int index) {
		return instances.get(index).id();
	}

	public CardModel card(int index) {
		return card(instances.get(index));
	}

	/** In coordinates of the control. */
	public Rectangle bounds(int index) {
		Rectangle bounds = layout.bounds(index);
		bounds.y -= top;
		return bounds;
	}

	/** The buttons of a card, in coordinates of the card. */
	public CardButtons buttons(int index) {
		return metrics.buttons(card(index).buttons(), layout.cardWidth());
	}

	public int indexAt(int x, int y) {
		return layout.indexAt(x, y + top);
	}

	public void redrawCard(int index) {
		if (index < 0 || index >= instances.size())
			return;
		Rectangle bounds = bounds(index);
		redraw(bounds.x, bounds.y, bounds.width, bounds.height, false);
	}

	public CardSelection selection() {
		return selection;
	}

	public int focusIndex() {
		return selection.focusIndex();
	}

	/** After the selection was changed: shows it and tells everybody. */
	public void selectionMoved() {
		int focus = selection.focusIndex();
		if (focus >= 0)
			scrollTo(layout.reveal(focus, top, getClientArea().height));
		redraw();
		accessible.selectionChanged();
		accessible.focusMoved();
		listener.selectionChanged();
	}

	/** After the keyboard moved within a card. */
	public void focusMovedInCard() {
		redrawCard(focusIndex());
		accessible.focusMoved();
	}

	Listener listener() {
		return listener;
	}

	/** Presses a button of a card as a click on it does. */
	public void press(int index, CardModel.Button button) {
		if (!button.enabled())
			return;
		if (button.action() != CardAction.MORE) {
			listener.pressed(id(index), button.action());
			return;
		}
		if (!selection.isSelected(id(index)))
			selectOnly(index);
		Rectangle card = bounds(index);
		Rectangle place = buttons(index).places().getLast().bounds();
		listener.menuWanted(toDisplay(card.x + place.x, card.y + place.y + place.height));
	}

	public void selectOnly(int index) {
		selection.only(index);
		selectionMoved();
	}

	public List<String> getSelectedIds() {
		return selection.selected();
	}

	public void setSelectedIds(List<String> ids) {
		selection.set(ids);
		selectionMoved();
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		int width = widthHint != SWT.DEFAULT ? widthHint : metrics.minCardWidth + 2 * CardMetrics.GAP;
		int height = heightHint != SWT.DEFAULT ? heightHint : metrics.cardHeight() + 2 * CardMetrics.GAP;
		return new Point(width, height);
	}
}
